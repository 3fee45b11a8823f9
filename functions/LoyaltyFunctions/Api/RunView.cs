using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>A scheduled run as it stands: shards done of all, members worked on, points moved, failures.</summary>
public sealed record RunView(
    string Id,
    string Kind,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    int Shards,
    int ShardsDone,
    long Members,
    long Points,
    long Failures)
{
    /// <summary>Of a proof: rebuild or reconcile.</summary>
    public RunReportView? Report { get; init; }

    public static RunView Of(RunState state) => new(
        state.Run.Id,
        state.Run.Kind,
        state.Run.StartedAt,
        state.FinishedAt,
        state.Run.Shards,
        state.ShardsDone,
        state.Reports.Sum(report => report.Members),
        state.Reports.Sum(report => report.Points),
        state.Reports.Sum(report => report.Failures))
    {
        Report = RunReportView.Of(state),
    };
}

public sealed record RunPage(IReadOnlyList<RunView> Items, string? Next);
