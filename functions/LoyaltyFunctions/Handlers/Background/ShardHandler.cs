using Loyalty.Entries;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Telemetry;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// Works on the members of one shard: what has fallen due is written, published and struck off the index, in this order, so that a shard
/// that is killed half-way goes on where it was. A member that fails is counted and stays in the index for the next run.
/// </summary>
public sealed partial class ShardHandler(
    MemberWork work,
    Due due,
    Runs runs,
    RunCompletion completion,
    TimeProvider clock,
    ILogger<ShardHandler> logger)
{
    private const int AtOnce = 8;
    private const int ReportEvery = 200;

    public async Task ProcessAsync(ShardMessage shard, CancellationToken cancellation)
    {
        using var span = Traces.StartShard(shard.Run, shard.Shard, shard.TraceParent);
        var tally = new Tally();
        var rows = due.RowsAsync(new DueShard(shard.Account, shard.Partition), cancellation);
        await SideBySide.ForEachAsync(
            rows,
            AtOnce,
            async (row, stop) =>
            {
                await WorkAsync(shard, row, tally, stop);
                if (tally.Members % ReportEvery == 0)
                {
                    await ReportAsync(shard, tally, done: false, stop);
                }
            },
            cancellation);
        await ReportAsync(shard, tally, done: true, cancellation);
        Measures.ShardDone(shard.Kind.ToString());
        await completion.TellAsync(shard.Run, cancellation);
    }

    private async Task WorkAsync(ShardMessage shard, DueRow row, Tally tally, CancellationToken cancellation)
    {
        try
        {
            if (await work.DoAsync(shard, row, clock.GetUtcNow(), cancellation) is { } written)
            {
                tally.Add(written);
            }

            Measures.RunMember(shard.Kind.ToString());
        }
        catch (Exception e) when (!StoreFaults.Is(e))
        {
            Log.Failed(logger, row.MemberId, shard.Run, e);
            tally.AddFailure();
            Measures.RunFailed(shard.Kind.ToString());
        }
    }

    private Task ReportAsync(ShardMessage shard, Tally tally, bool done, CancellationToken cancellation) =>
        runs.ReportAsync(shard.Run, shard.Shard, new ShardReport(tally.Members, tally.Points, tally.Failures, done, clock.GetUtcNow()), cancellation);

    private sealed class Tally
    {
        private long _members;
        private long _points;
        private long _failures;

        public long Members => Interlocked.Read(ref _members);

        public long Points => Interlocked.Read(ref _points);

        public long Failures => Interlocked.Read(ref _failures);

        public void Add(IReadOnlyList<LedgerEntry> entries)
        {
            Interlocked.Increment(ref _members);
            Interlocked.Add(ref _points, entries.Sum(entry => entry.Points.Value));
        }

        public void AddFailure() => Interlocked.Increment(ref _failures);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{MemberId} failed in run {Run} and stays due")]
        public static partial void Failed(ILogger logger, string memberId, string run, Exception e);
    }
}
