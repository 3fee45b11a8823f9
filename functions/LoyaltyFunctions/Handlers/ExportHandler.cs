using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>Answers a member who asks what is held about them (GDPR, article 15).</summary>
public sealed class ExportHandler(MemberReader members, Ledger ledger, TimeProvider clock)
{
    /// <summary>A page of the table.</summary>
    private const int AtOnce = 1_000;

    public async Task<ExportView> ExportAsync(string id, CancellationToken cancellation)
    {
        var member = await members.GetAsync(id, cancellation);
        var entries = new List<EntryView>();
        for (var before = long.MaxValue; before > 1;)
        {
            var page = await ledger.EntriesAsync(member.MemberId, before, AtOnce, cancellation);
            entries.AddRange(page.Select(EntryView.Of));
            before = page.Count == AtOnce ? page[^1].Sequence : 0;
        }

        entries.Reverse();
        return new ExportView(clock.GetUtcNow(), member, entries);
    }
}
