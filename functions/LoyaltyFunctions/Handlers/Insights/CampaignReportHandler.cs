using Loyalty.Campaigns;
using Loyalty.Entries;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Insights;

/// <summary>
/// Works on a report on a campaign: goes through the members of a range and counts each one's entries. It reads the ledger's own entries and writes nothing but what it counts, so no sale
/// pays for it.
/// </summary>
public sealed class CampaignReportHandler(CampaignReports reports, Runs runs, RunCompletion completion, LedgerTables tables, ProgrammeBook programmes, TimeProvider clock)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>Returns the rest of the shard; nothing when it is done.</summary>
    public async Task<string[]> ProcessAsync(CampaignReportMessage message, CancellationToken cancellation)
    {
        var plan = await reports.FindAsync(message.Campaign, message.Report, cancellation);
        if (plan is null || await runs.IsDoneAsync(message.Report, message.Shard, cancellation))
        {
            await completion.TellAsync(message.Report, cancellation);
            return [];
        }

        var (next, isEnd) = await CountAsync(message, plan, cancellation);
        await reports.ReportAsync(next.Report, next.Shard, next.Tally, cancellation);
        var (counted, points) = (next.Tally.Addressed.Members + next.Tally.HeldOut.Members, next.Tally.Issued);
        await runs.ReportAsync(next.Report, next.Shard, new ShardReport(counted, points, 0, isEnd, clock.GetUtcNow()), cancellation);
        if (!isEnd)
        {
            return [next.ToJson()];
        }

        await completion.TellAsync(next.Report, cancellation);
        return [];
    }

    private async Task<(CampaignReportMessage Next, bool IsEnd)> CountAsync(CampaignReportMessage message, CampaignPlan plan, CancellationToken cancellation)
    {
        var programme = await programmes.VersionAsync(plan.Version, cancellation);
        var scan = new MemberScan(tables.Each(Names.Tables.Accounts));
        var (next, entries) = (message, 0L);
        await foreach (var history in scan.HistoriesAsync(message.Range, message.After, cancellation))
        {
            CampaignMember? member = null;
            await foreach (var line in scan.EntriesAsync(message.Range.Account, history, cancellation))
            {
                var entry = EntryJson.Read(line.Span);
                member ??= new CampaignMember(plan.Scope, programme, history.MemberId, entry.Opening?.At ?? entry.RecordedAt);
                member.Add(entry);
                entries++;
            }

            // Somebody who has no entry yet may still be somebody to compare with.
            member ??= history.Account is { } stored ? new CampaignMember(plan.Scope, programme, history.MemberId, stored.Account.Opened) : null;
            next = next with { After = history.MemberId, Tally = member is null ? next.Tally : next.Tally.Plus(member.End()) };
            if (entries >= MaxEntries)
            {
                return (next, false);
            }
        }

        return (next, true);
    }
}
