using LoyaltyFunctions.Archiving;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Works on the proofs: rebuilding the ledger from the archive, and reconciling it with its entries. A run is a plan, its days, and then
/// ranges of members; each shard sends itself on until it is done, and the last day sends out the members.
/// </summary>
public sealed class ProofHandler(
    ProofRuns runs,
    RunCompletion completion,
    LedgerTables tables,
    ArchiveReplay replay,
    ReplayComparison comparison,
    LedgerReconciler reconciler)
{
    /// <summary>Starts a run that reconciles, under its id if it has one; returns a message a shard.</summary>
    public async Task<string[]> ReconcileAsync(string? id, CancellationToken cancellation) => [.. (await runs.StartReconcileAsync(id, cancellation)).Select(message => message.ToJson())];

    /// <summary>Returns what comes next: the rest of the shard, or the shards that waited for it.</summary>
    public async Task<string[]> ProcessAsync(ProofMessage message, CancellationToken cancellation)
    {
        var next = message.Work == ProofMessage.Plan ? await PlanAsync(message, cancellation)
            : await runs.IsDoneAsync(message, cancellation) ? await runs.FollowingAsync(message, cancellation)
            : await WorkAsync(message, cancellation);
        if (next.Count == 0)
        {
            await completion.TellAsync(message.Run, cancellation);
        }

        return [.. next.Select(follower => follower.ToJson())];
    }

    private async Task<IReadOnlyList<ProofMessage>> PlanAsync(ProofMessage message, CancellationToken cancellation)
    {
        await Rebuilt(message).CreateAsync(cancellation);
        return await runs.PlanAsync(message, await replay.DaysAsync(cancellation), cancellation);
    }

    private async Task<IReadOnlyList<ProofMessage>> WorkAsync(ProofMessage message, CancellationToken cancellation)
    {
        var (rest, isEnd) = message.Work switch
        {
            ProofMessage.Load => await LoadAsync(message, cancellation),
            ProofMessage.Compare => After(message, await comparison.CompareAsync(
                new ReplayScope(message.Range!, Rebuilt(message), message.StartedAt), Position(message), cancellation)),
            ProofMessage.Reconcile => After(message, await reconciler.CheckAsync(message.Range!, Position(message), cancellation)),
            _ => throw new NotSupportedException($"{message.Work} is no work of a proof."),
        };
        await runs.ReportAsync(rest, isEnd, cancellation);
        return isEnd ? await runs.FollowingAsync(rest, cancellation) : [rest];
    }

    private async Task<(ProofMessage Next, bool IsEnd)> LoadAsync(ProofMessage message, CancellationToken cancellation)
    {
        var from = new ReplayPosition(message.Blob, message.Line, message.Findings, false);
        var to = await replay.LoadAsync(message.Day, from, Rebuilt(message), cancellation);
        return (message with { Blob = to.Blob, Line = to.Line, Findings = to.Findings }, to.IsEnd);
    }

    private static (ProofMessage Next, bool IsEnd) After(ProofMessage message, ProofPosition position) =>
        (message with { After = position.After, Findings = position.Findings }, position.IsEnd);

    private static ProofPosition Position(ProofMessage message) => new(message.After, message.Findings, false);

    private ReplayTables Rebuilt(ProofMessage message) => new(tables, message.Into, message.Run);
}
