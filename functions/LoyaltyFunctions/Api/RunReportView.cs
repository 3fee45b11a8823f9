using Loyalty.Entries;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>What a proof has come to so far: entries compared with accounts, how many differences there are, and the first of them.</summary>
public sealed record RunReportView(long Entries, long Differences, IReadOnlyList<DifferenceView> First, SumsView Sums, IReadOnlyDictionary<string, long> Tiers)
{
    public ReplayView? Replay { get; init; }

    public static RunReportView? Of(RunState state)
    {
        if (state.Run.Plan is not { } plan)
        {
            return null;
        }

        var days = state.Reports.Where(report => report.Shard > 0 && report.Shard <= plan.Days.Count).ToList();
        var found = state.Reports.Except(days).Select(report => report.Findings).OfType<ProofFindings>().Aggregate(new ProofFindings(), (sum, next) => sum.Plus(next));
        var read = days.Select(report => report.Findings).OfType<ProofFindings>().Aggregate(new ProofFindings(), (sum, next) => sum.Plus(next));
        var all = read.Plus(found);
        return new RunReportView(found.Entries, all.Differences, [.. all.First.Select(DifferenceView.Of)], SumsView.Of(found), found.Tiers)
        {
            Replay = plan.Into is null ? null : new ReplayView(
                plan.Into, plan.Days.Count, days.Count(report => report.Done), Math.Max(plan.Entries, read.Entries), read.Entries),
        };
    }
}

/// <summary>How far the archive has been read into tables with a prefix. Entries of days that are not compacted are counted as they are read.</summary>
public sealed record ReplayView(string Into, int Days, int DaysDone, long Entries, long EntriesDone);

/// <summary>Where account and entries, or ledger and archive, differ.</summary>
public sealed record DifferenceView(string MemberId, long? Seq, string Expected, string Found)
{
    public static DifferenceView Of(Difference difference) => new(difference.MemberId, difference.Seq, difference.Expected, difference.Found);
}

/// <summary>
/// The points of the programme: issued = outstanding + redeemed + expired + reversed + forfeited − adjusted − transferred − merged.
/// The last three are net: positive when they added to what is outstanding.
/// </summary>
public sealed record SumsView(
    long Issued,
    long Outstanding,
    long Redeemed,
    long Expired,
    long Reversed,
    long Forfeited,
    long Adjusted,
    long Transferred,
    long Merged,
    bool Balanced)
{
    public static SumsView Of(ProofFindings findings)
    {
        return new SumsView(
            Sum(EntryKind.Earn, EntryKind.Bonus, EntryKind.Release),
            findings.Outstanding,
            -Sum(EntryKind.Redeem),
            -Sum(EntryKind.Expire),
            -Sum(EntryKind.Reverse),
            -Sum(EntryKind.Erase),
            Sum(EntryKind.Adjust),
            Sum(EntryKind.TransferIn, EntryKind.TransferOut),
            Sum(EntryKind.Merge),
            findings.Points.Values.Sum() == findings.Outstanding);

        long Sum(params ReadOnlySpan<EntryKind> kinds)
        {
            var sum = 0L;
            foreach (var kind in kinds)
            {
                sum += findings.Points.GetValueOrDefault(kind.ToWire());
            }

            return sum;
        }
    }
}
