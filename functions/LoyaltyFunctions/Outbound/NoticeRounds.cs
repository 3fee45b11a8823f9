using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound;

/// <summary>One round of work on a shard: under its lease, members side by side, a member's own notices one after the other.</summary>
public sealed class NoticeRounds(Notices notices, TargetLeases leases, NoticeWork work, TimeProvider clock)
{
    private const int Batch = 100;
    private const int SideBySide = 8;

    /// <summary>To see that a member's earlier notice waits, all of the shard's have to be read.</summary>
    private const int OrderedBatch = 10_000;

    private static readonly TimeSpan Term = TargetLeases.Term / 2;

    /// <summary><paramref name="isSure"/>: something is due, so that it need not be looked for before the lease is taken.</summary>
    public async Task RunAsync(TargetGate gate, TargetShard shard, bool isSure, CancellationToken cancellation)
    {
        if (gate.IsShut || (!isSure && (await notices.DueAsync(shard, clock.GetUtcNow(), 1, cancellation)).Count == 0)
            || await leases.TryTakeAsync(shard, cancellation) is not { } lease)
        {
            return;
        }

        try
        {
            lease = await WorkAsync(gate, lease, cancellation);
        }
        finally
        {
            await leases.ReturnAsync(lease, CancellationToken.None);
        }
    }

    private async Task<TargetLease> WorkAsync(TargetGate gate, TargetLease lease, CancellationToken cancellation)
    {
        var until = clock.GetUtcNow() + Term;
        var address = Keys.Hash("address", gate.Target.Address);
        bool more;
        do
        {
            var (lanes, isFull) = await LanesAsync(gate.Target, lease.Shard, cancellation);
            var isGone = lease.Gone == address;
            using var places = new SemaphoreSlim(SideBySide);
            var ends = await Task.WhenAll(lanes.Select(lane => InPlaceAsync(places, () => isGone && !lane.Any(notice => notice.IsReplay)
                ? work.EndAsync(gate.Target, lane, cancellation)
                : work.DoAsync(gate, lane, until, cancellation))));
            lease = ends.Contains(LaneEnd.Gone) ? lease with { Gone = address }
                : ends.Contains(LaneEnd.Taken) ? lease with { Gone = null }
                : lease;
            more = isFull && lanes.Count > 0 && !ends.Contains(LaneEnd.Stopped);
        }
        while (more && clock.GetUtcNow() < until);
        return lease;
    }

    private async Task<(IReadOnlyList<IReadOnlyList<Notice>> Lanes, bool IsFull)> LanesAsync(ITarget target, TargetShard shard, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var found = target.IsOrdered
            ? await notices.AllAsync(shard, OrderedBatch, cancellation)
            : await notices.DueAsync(shard, now, Batch, cancellation);
        var lanes = found.GroupBy(notice => notice.Subject)
            .Select(lane => lane.OrderBy(notice => notice.Sequence).ThenBy(notice => notice.At).ToList())
            .Where(lane => lane[0].Due <= now);
        return ([.. lanes], found.Count == Batch);
    }

    private static async Task<LaneEnd> InPlaceAsync(SemaphoreSlim places, Func<Task<LaneEnd>> lane)
    {
        await places.WaitAsync();
        try
        {
            return await lane();
        }
        finally
        {
            places.Release();
        }
    }
}
