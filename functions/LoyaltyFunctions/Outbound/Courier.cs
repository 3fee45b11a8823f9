using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Logging;

namespace LoyaltyFunctions.Outbound;

/// <summary>
/// Sends for each shard of each target by itself, so that one that is slow or down delays no other. Behind the caller's back at first,
/// and by the timer for everything that is tried again or that a crash left.
/// </summary>
public sealed partial class Courier(TargetBook targets, NoticeRounds rounds, TimeProvider clock, ILogger<Courier> logger) : IAsyncDisposable
{
    /// <summary>How long the timer waits for those that it sent: the next tick must not be late because a target is slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private readonly Dictionary<string, Work> _works = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Works on everything that is due. What takes longer than a few seconds goes on by itself.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var all = Task.WhenAll(targets.Ids.SelectMany(TargetShard.AllOf).Select(shard => WorkAsync(shard, isSure: false)));
        try
        {
            await all.WaitAsync(Patience, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // It goes on by itself.
        }
    }

    /// <summary>Never throws. A shard that is being worked on is looked at once more after that.</summary>
    public Task WorkAsync(TargetShard shard, bool isSure)
    {
        lock (_works)
        {
            if (_works.TryGetValue(shard.Partition, out var under))
            {
                under.Again |= isSure;
                return under.Task;
            }

            var work = _works[shard.Partition] = new Work();
            return work.Task = RunAsync(shard, isSure, work);
        }
    }

    /// <summary>Completes when what is under way at this moment has come to its end.</summary>
    public Task RestAsync()
    {
        lock (_works)
        {
            return Task.WhenAll([.. _works.Values.Select(work => work.Task)]);
        }
    }

    /// <summary>Ends attempts under way: they count as never made, and their rows stand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await RestAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync(TargetShard shard, bool isSure, Work work)
    {
        do
        {
            try
            {
                if (targets.Find(shard.Target) is { } gate)
                {
                    await rounds.RunAsync(gate, shard, isSure, _stopping.Token);
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                // The rows stand.
            }
            catch (Exception e)
            {
                Log.Interrupted(logger, shard.Target, e);
            }
        }
        while (!IsDone(shard, work));
    }

    private bool IsDone(TargetShard shard, Work work)
    {
        lock (_works)
        {
            (var again, work.Again) = (work.Again && !_stopping.IsCancellationRequested, false);
            return !again && _works.Remove(shard.Partition);
        }
    }

    private sealed class Work
    {
        public bool Again { get; set; }

        public Task Task { get; set; } = Task.CompletedTask;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Sending to {Target} was interrupted; its rows stand")]
        public static partial void Interrupted(ILogger logger, string target, Exception e);
    }
}
