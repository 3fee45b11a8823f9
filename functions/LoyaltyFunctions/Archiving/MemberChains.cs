using System.Globalization;
using Loyalty.Entries;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// The chains of all members over a range of days. An entry may be archived a day later than its successor (the sweeper publishes what a
/// crash left), so a gap is a fault only if nothing fills it by the end. A member is one stretch, as a rule.
/// </summary>
internal sealed class MemberChains
{
    private readonly Dictionary<string, List<Stretch>> _members = new(StringComparer.Ordinal);
    private readonly HashSet<UInt128> _seen = [];

    /// <summary>What does not fit about this entry, or null. One that was published twice is the same entry still.</summary>
    public string? Add(LedgerEntry entry)
    {
        if (!_seen.Add(UInt128.Parse(entry.Hash.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)))
        {
            return null;
        }

        if (!_members.TryGetValue(entry.MemberId, out var stretches))
        {
            _members[entry.MemberId] = stretches = [];
        }

        if (stretches.Exists(stretch => stretch.First <= entry.Sequence && entry.Sequence <= stretch.Last))
        {
            return "the number is taken by another entry";
        }

        var before = stretches.Find(stretch => stretch.Last == entry.Sequence - 1);
        var after = stretches.Find(stretch => stretch.First == entry.Sequence + 1);
        if ((before is not null && before.LastHash != entry.PreviousHash) || (after is not null && after.FirstPrevious != entry.Hash))
        {
            return "it does not follow from the entry before";
        }

        stretches.RemoveAll(stretch => stretch == before || stretch == after);
        stretches.Add(new Stretch(
            before?.First ?? entry.Sequence,
            before?.FirstPrevious ?? entry.PreviousHash,
            after?.Last ?? entry.Sequence,
            after?.LastHash ?? entry.Hash));
        return null;
    }

    /// <summary>The first entry that is missing between two others, member by member.</summary>
    public (string MemberId, long Sequence)? FirstGap()
    {
        foreach (var (memberId, stretches) in _members.Where(member => member.Value.Count > 1).OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            return (memberId, stretches.Min(stretch => stretch.Last) + 1);
        }

        return null;
    }

    private sealed record Stretch(long First, string FirstPrevious, long Last, string LastHash);
}
