using System.Collections.Concurrent;

namespace Testing.InProcess;

/// <summary>
/// Runs asynchronous code on one thread, one piece after the other, so that a seed gives the same order each time. What goes on behind a
/// caller's back has come to rest when a run returns: nothing is left to do, and no timers are waited for.
/// </summary>
public sealed class Pump : SynchronizationContext
{
    /// <summary>Longer than any step takes on a busy machine: nothing happening for that long is a deadlock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];
    private int _thread;

    /// <summary>Work is under way, and more of it has to go within.</summary>
    public bool IsRunning { get; private set; }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing here waits for another thread.");

    public T Run<T>(Func<Task<T>> work)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        (_thread, IsRunning) = (Environment.CurrentManagedThreadId, true);
        try
        {
            return Drain(work());
        }
        finally
        {
            IsRunning = false;
            SetSynchronizationContext(outer);
        }
    }

    /// <summary>Runs other work to its end in the midst of a run, as another process would while this one is held up.</summary>
    public T RunWithin<T>(Func<Task<T>> work)
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            return Drain(work());
        }

        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(async _ => await PassOnAsync(work, done), null);
        return done.Task.Wait(Patience) ? done.Task.Result : throw Stuck();
    }

    private static async Task PassOnAsync<T>(Func<Task<T>> work, TaskCompletionSource<T> done)
    {
        try
        {
            done.SetResult(await work());
        }
        catch (Exception e)
        {
            done.SetException(e);
        }
    }

    private T Drain<T>(Task<T> work)
    {
        work.ContinueWith(_ => Post(_ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!work.IsCompleted)
        {
            if (!_queue.TryTake(out var next, Patience))
            {
                throw Stuck();
            }

            next.Callback(next.State);
        }

        while (_queue.TryTake(out var rest))
        {
            rest.Callback(rest.State);
        }

        return work.GetAwaiter().GetResult();
    }

    private static TimeoutException Stuck() => new("Nothing happens any more: something waits for what will never come.");
}
