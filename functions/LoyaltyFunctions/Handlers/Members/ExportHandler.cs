using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>Answers a member who asks what is held about them (GDPR, article 15).</summary>
public sealed class ExportHandler(MemberReader members, Ledger ledger, TimeProvider clock)
{
    /// <summary>A page of the table.</summary>
    private const int AtOnce = 1_000;

    public async Task<ExportView> ExportAsync(string id, CancellationToken cancellation)
    {
        var member = await members.GetAsync(id, cancellation);
        var entries = new List<EntryView>();
        for (var page = new PageRequest(AtOnce, null); page is not null;)
        {
            var listed = await members.ListEntriesAsync(member.MemberId, page, cancellation);
            entries.AddRange(listed.Items);
            page = listed.Next is { } next ? page with { Cursor = next } : null;
        }

        entries.Reverse();
        var visit = (await ledger.FindProfileAsync(member.MemberId, cancellation))?.LastVisit;
        return new ExportView(clock.GetUtcNow(), member, entries)
        {
            LastVisit = visit is null ? null : new LastVisitView(visit.At, visit.Longitude, visit.Latitude),
        };
    }
}
