using Microsoft.Extensions.Logging;

namespace LocalHost.Queues;

/// <summary>Waiting, by the host's clock: for a lock to end, or for a store that does not answer.</summary>
internal sealed partial class QueueClock(TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    public ILogger Logger => logger;

    public Task DelayAsync(TimeSpan time, CancellationToken cancellation) => Task.Delay(time, clock, cancellation);

    public async Task<bool> EndsWithinAsync(Task call, TimeSpan time)
    {
        if (call.IsCompleted)
            return true;
        using var ended = new CancellationTokenSource();
        var first = await Task.WhenAny(call, Task.Delay(time, clock, ended.Token));
        await ended.CancelAsync();
        return first == call;
    }

    /// <summary>Repeats a step against the store until it succeeds.</summary>
    public async Task UntilDoneAsync(Func<Task> step, CancellationToken stopping)
    {
        while (true)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception e)
            {
                Log.StoreFailed(logger, e);
                stopping.ThrowIfCancellationRequested();
                await Task.Delay(PauseAfterFault, stopping);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The store of the queues does not answer; trying again")]
        public static partial void StoreFailed(ILogger logger, Exception e);
    }
}
