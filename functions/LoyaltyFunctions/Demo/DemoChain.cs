using System.Text;
using Loyalty.Entries;

namespace LoyaltyFunctions.Demo;

/// <summary>Checks a member's history as an outsider can: the links in what the API shows, and the hashes of what was archived.</summary>
internal static class DemoChain
{
    /// <summary>Where the links, sequences or balances of a member's entries do not fit, or null.</summary>
    public static string? FaultOf(DemoMember member)
    {
        foreach (var (newer, older) in member.Entries.Zip(member.Entries.Skip(1)))
        {
            if (newer.Seq != older.Seq + 1 || newer.PreviousHash != older.Hash || newer.Balance != older.Balance + newer.Points)
            {
                return $"entry {newer.Seq} of {member.Name} does not follow entry {older.Seq}";
            }
        }

        return member.Entries is [.., { Seq: 1 } first] && first.PreviousHash != EntryChain.FirstPreviousHash
            ? $"entry 1 of {member.Name} has a predecessor"
            : null;
    }

    /// <summary>Where an archived line of these members is not what was hashed, or not what the API shows, or null.</summary>
    public static string? FaultOf(IEnumerable<string> archived, IReadOnlyList<DemoMember> members)
    {
        foreach (var line in archived.Select(Encoding.UTF8.GetBytes))
        {
            var entry = EntryJson.Read(line);
            if (members.FirstOrDefault(member => member.Id == entry.MemberId) is not { } owner)
            {
                continue;
            }

            var shown = owner.Entries.FirstOrDefault(view => view.Seq == entry.Sequence);
            if (!EntryChain.IsIntact(line) || (shown is not null && shown.Hash != entry.Hash))
            {
                return $"entry {entry.Sequence} of {owner.Name} is not what was hashed";
            }
        }

        return null;
    }
}
