using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// The runs of proofs and their shards: 0 is the plan, then come the days, then the ranges of members. The plan is written once, so that
/// a shard has its number for ever and a run that was asked for again goes on where it is.
/// </summary>
public sealed class ProofRuns(Runs runs, LedgerTables tables, TimeProvider clock)
{
    public const string RebuildKind = "rebuild";
    public const string ReconcileKind = "reconcile";

    private IReadOnlyList<MemberRange> Ranges => MemberRange.Of(tables.Each(Names.Tables.Accounts).Count);

    /// <summary>Two requests of one instant are two runs.</summary>
    public string NewRebuildId(Operation operation) => Runs.NewId(RebuildKind, clock.GetUtcNow()) + operation.Key[..6];

    public async Task<bool> IsFinishedAsync(string run, CancellationToken cancellation) =>
        await runs.FindAsync(run, cancellation) is { FinishedAt: not null };

    /// <summary>The message that starts a rebuild, or makes it go on; none when it has come to its end.</summary>
    public async Task<IReadOnlyList<ProofMessage>> StartRebuildAsync(string run, string into, CancellationToken cancellation)
    {
        var state = await runs.FindAsync(run, cancellation);
        if (state is null)
        {
            await runs.StartAsync(new Run(run, RebuildKind, clock.GetUtcNow(), Shards: 1), cancellation);
        }

        return state?.FinishedAt is null ? [new ProofMessage(run, ProofMessage.Plan, 0, clock.GetUtcNow()) { Into = into }] : [];
    }

    public async Task<IReadOnlyList<ProofMessage>> StartReconcileAsync(string? id, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var run = new Run(id ?? Runs.NewId(ReconcileKind, now), ReconcileKind, now, Ranges.Count) { Plan = new ProofPlan(null, [], 0) };
        await runs.StartAsync(run, cancellation);
        return [.. Ranges.Select((range, shard) => new ProofMessage(run.Id, ProofMessage.Reconcile, shard, now) { Range = range })];
    }

    /// <summary>Keeps the plan, unless there is one, and sends out what of it is not done.</summary>
    public async Task<IReadOnlyList<ProofMessage>> PlanAsync(ProofMessage message, IReadOnlyList<ArchiveDay> days, CancellationToken cancellation)
    {
        var state = await FindAsync(message.Run, cancellation);
        if (state.Run.Plan is null)
        {
            var plan = new ProofPlan(message.Into, [.. days.Select(day => day.Day)], days.Sum(day => day.Manifest?.Entries ?? 0));
            await runs.TryReplaceAsync(state.Run with { Plan = plan, Shards = 1 + days.Count + Ranges.Count }, cancellation);
            state = await FindAsync(message.Run, cancellation);
        }

        await ReportAsync(message, isDone: true, cancellation);
        var done = Done(state);
        var open = state.Run.Plan!.Days
            .Select((day, index) => new ProofMessage(message.Run, ProofMessage.Load, 1 + index, state.Run.StartedAt) { Into = message.Into, Day = day })
            .Where(shard => !done.Contains(shard.Shard))
            .ToList();
        return open.Count > 0 ? open : Comparisons(message, state);
    }

    public Task<bool> IsDoneAsync(ProofMessage message, CancellationToken cancellation) => runs.IsDoneAsync(message.Run, message.Shard, cancellation);

    public Task ReportAsync(ProofMessage message, bool isDone, CancellationToken cancellation)
    {
        var findings = message.Findings;
        Measures.ArchiveDiffers(isDone ? findings.Differences : 0);
        var report = new ShardReport(findings.Members, findings.Outstanding, findings.Restless, isDone, clock.GetUtcNow()) { Findings = findings };
        return runs.ReportAsync(message.Run, message.Shard, report, cancellation);
    }

    /// <summary>What waited for a shard that is done: after the last day, the members. Two days that end at once may both send them out.</summary>
    public async Task<IReadOnlyList<ProofMessage>> FollowingAsync(ProofMessage message, CancellationToken cancellation)
    {
        if (message.Work != ProofMessage.Load)
        {
            return [];
        }

        var state = await FindAsync(message.Run, cancellation);
        return Done(state).Count(shard => shard <= state.Run.Plan!.Days.Count) == 1 + state.Run.Plan!.Days.Count ? Comparisons(message, state) : [];
    }

    private IReadOnlyList<ProofMessage> Comparisons(ProofMessage message, RunState state)
    {
        var done = Done(state);
        var first = 1 + state.Run.Plan!.Days.Count;
        return
        [
            .. Ranges.Select((range, index) => new ProofMessage(message.Run, ProofMessage.Compare, first + index, state.Run.StartedAt) { Into = message.Into, Range = range })
                .Where(shard => !done.Contains(shard.Shard)),
        ];
    }

    private static HashSet<int> Done(RunState state) => [.. state.Reports.Where(report => report.Done).Select(report => report.Shard)];

    private async Task<RunState> FindAsync(string run, CancellationToken cancellation) =>
        await runs.FindAsync(run, cancellation) ?? throw new InvalidOperationException($"Run {run} is missing.");
}
