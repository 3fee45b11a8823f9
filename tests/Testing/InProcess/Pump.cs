using System.Collections.Concurrent;

namespace Testing.InProcess;

/// <summary>
/// Runs asynchronous code on one thread, one piece after the other, so that a seed gives the same order each time. What goes on behind a
/// caller's back has come to rest when a run returns: nothing is left to do, and no timers are waited for. When the work itself waits for
/// a timer, the clock moves on to it.
/// </summary>
public sealed class Pump(ManualClock clock) : SynchronizationContext
{
    /// <summary>What the framework hands over to its own threads (a semaphore's next in turn) is back by then.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(5);

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
    public T RunWithin<T>(Func<Task<T>> work) => Environment.CurrentManagedThreadId == _thread
        ? Drain(work())
        : throw new InvalidOperationException("Work has left the thread of its run, so that its order is left to chance.");

    private T Drain<T>(Task<T> work)
    {
        work.ContinueWith(_ => Post(_ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!work.IsCompleted)
        {
            var next = Next();
            next.Callback(next.State);
        }

        while (_queue.TryTake(out var rest))
        {
            rest.Callback(rest.State);
        }

        return work.GetAwaiter().GetResult();
    }

    private (SendOrPostCallback Callback, object? State) Next()
    {
        while (true)
        {
            if (_queue.TryTake(out var next, Breath))
            {
                return next;
            }

            if (!clock.TryAdvanceToNext())
            {
                return _queue.TryTake(out next, Patience)
                    ? next
                    : throw new TimeoutException("Nothing happens any more: something waits for what will never come.");
            }
        }
    }
}
