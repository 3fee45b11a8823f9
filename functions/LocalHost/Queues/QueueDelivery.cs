using Microsoft.Extensions.Logging;

namespace LocalHost.Queues;

/// <summary>One delivery under a lock: counts, runs the function and settles the messages by what came of it.</summary>
internal sealed partial class QueueDelivery(
    MessageQueue queue,
    MessageQueue? deadLetters,
    QueueOptions options,
    Func<IReadOnlyList<QueueMessage>, Task> run,
    QueueClock clock)
{
    private const string TooManyDeliveries = "MaxDeliveryCountExceeded";

    /// <summary>Ends when the lock is given up or the messages are settled; the task it gives is a call that has outlived its lock.</summary>
    /// <exception cref="OperationCanceledException">The host stops and the store does not answer; nothing is settled.</exception>
    public async Task<Task> DeliverAsync(IReadOnlyList<QueueMessage> taken, CancellationToken stopping)
    {
        var spent = taken.Where(x => x.DeliveryCount >= QueueOptions.MaxDeliveryCount).ToList();
        await BuryAsync(spent, $"{TooManyDeliveries}: the process ended during the last delivery", stopping);
        var batch = spent.Count == 0 ? taken : taken.Except(spent).ToList();
        if (batch.Count == 0)
            return Task.CompletedTask;
        foreach (var message in batch)
            message.DeliveryCount++;
        await clock.UntilDoneAsync(() => Task.WhenAll(batch.Where(x => x.Recovered).Select(queue.KeepCountAsync)), stopping);
        return await RunLockedAsync(batch, stopping);
    }

    private async Task<Task> RunLockedAsync(IReadOnlyList<QueueMessage> batch, CancellationToken stopping)
    {
        var call = run(batch);
        if (!await clock.EndsWithinAsync(call, options.Hold))
        {
            Log.LockLost(clock.Logger, queue.Name, batch.Count, options.Hold);
            queue.Ready.Return(batch);
            return IgnoreAsync(call);
        }

        try
        {
            await call;
            await SettleAsync(batch, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            await AbandonAsync(batch, e, stopping);
        }

        return Task.CompletedTask;
    }

    private async Task SettleAsync(IReadOnlyList<QueueMessage> batch, CancellationToken stopping)
    {
        if (options.Completes)
        {
            foreach (var message in batch)
                queue.Complete(message);
            return;
        }

        // Nobody else can complete it here, so what Service Bus does to a message that no one settles is all that is left.
        await clock.DelayAsync(options.Lock, stopping);
        queue.Ready.Return(batch);
    }

    private async Task AbandonAsync(IReadOnlyList<QueueMessage> batch, Exception e, CancellationToken stopping)
    {
        Log.Failed(clock.Logger, e, queue.Name, batch.Count, batch[0].DeliveryCount);
        var again = batch.Where(x => x.DeliveryCount < QueueOptions.MaxDeliveryCount).ToList();
        queue.Ready.Return(again);
        await BuryAsync([.. batch.Except(again)], $"{TooManyDeliveries}: {e.GetType().Name}: {e.Message}", stopping);
    }

    /// <summary>Dead letters that fail stay where they are, untouched until the next start.</summary>
    private async Task BuryAsync(List<QueueMessage> messages, string reason, CancellationToken stopping)
    {
        foreach (var message in messages)
        {
            Log.DeadLettered(clock.Logger, message.Id, queue.Name, reason);
            if (deadLetters is not null)
                await clock.UntilDoneAsync(() => queue.MoveAsync(message, deadLetters, reason), stopping);
        }
    }

    private async Task IgnoreAsync(Task call)
    {
        try
        {
            await call;
            Log.EndedLate(clock.Logger, queue.Name);
        }
        catch (Exception e)
        {
            Log.FailedLate(clock.Logger, e, queue.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Delivery {DeliveryCount} of {Count} message(s) of queue {Queue} failed")]
        public static partial void Failed(ILogger logger, Exception e, string queue, int count, int deliveryCount);

        [LoggerMessage(2, LogLevel.Warning, "Lock on {Count} message(s) of queue {Queue} lost after {Hold}; they are delivered again")]
        public static partial void LockLost(ILogger logger, string queue, int count, TimeSpan hold);

        [LoggerMessage(3, LogLevel.Warning, "A call on queue {Queue} ended after its lock was lost")]
        public static partial void EndedLate(ILogger logger, string queue);

        [LoggerMessage(4, LogLevel.Warning, "A call on queue {Queue} failed after its lock was lost")]
        public static partial void FailedLate(ILogger logger, Exception e, string queue);

        [LoggerMessage(5, LogLevel.Error, "Message {MessageId} of queue {Queue} is a dead letter: {Reason}")]
        public static partial void DeadLettered(ILogger logger, string messageId, string queue, string reason);
    }
}
