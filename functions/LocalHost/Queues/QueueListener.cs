using System.Collections.Concurrent;

namespace LocalHost.Queues;

/// <summary>Takes messages off a queue and delivers them, as many calls at once as allowed.</summary>
internal sealed class QueueListener(MessageQueue queue, QueueOptions options, QueueDelivery delivery) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.Calls);
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Takes no more messages; those in memory stay in the store for the next start.</summary>
    public async Task StopTakingAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
    }

    /// <summary>Ends when the calls in flight have ended.</summary>
    public Task FinishAsync() => Task.WhenAll(_running.Keys);

    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _slots.WaitAsync(_stopping.Token);
                var batch = await queue.Ready.TakeAsync(options.Max, options.Min, options.Wait, _stopping.Token);
                var call = Task.Run(() => DeliverAsync(batch));
                _running[call] = true;
                _ = call.ContinueWith(x => _running.TryRemove(x, out _), TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task DeliverAsync(IReadOnlyList<QueueMessage> batch)
    {
        var suspect = batch[0].Suspect;
        var rest = Task.CompletedTask;
        try
        {
            rest = await delivery.DeliverAsync(batch, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The store did not answer while the host stopped; the messages come back at the next start.
        }
        finally
        {
            if (suspect)
                queue.Ready.SuspectDone();
            _slots.Release();
        }

        await rest;
    }
}
