using System.Threading.Channels;

namespace LocalHost.Queues;

/// <summary>The messages of a queue that wait for delivery, in memory. Any thread adds, one takes.</summary>
internal sealed class ReadyMessages(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<QueueMessage> _ready = new();
    private readonly LinkedList<QueueMessage> _suspects = new();
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private bool _suspectOut;
    private bool _suspectTurn;

    public void Add(QueueMessage message)
    {
        lock (_gate)
            (message.Suspect ? _suspects : _ready).AddLast(message);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Takes messages back to where they stood.</summary>
    public void Return(IReadOnlyList<QueueMessage> messages)
    {
        lock (_gate)
        {
            for (var i = messages.Count - 1; i >= 0; i--)
                (messages[i].Suspect ? _suspects : _ready).AddFirst(messages[i]);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Tells that the suspect handed out last did no harm, so the next may go.</summary>
    public void SuspectDone()
    {
        lock (_gate)
            _suspectOut = false;
        _signal.Writer.TryWrite(true);
    }

    /// <summary>
    /// Waits for messages: up to <paramref name="max"/>, and fewer than <paramref name="min"/> only after <paramref name="wait"/>.
    /// A suspect comes alone and never two at once, so that whichever ends the process is known by its count.
    /// </summary>
    public async Task<IReadOnlyList<QueueMessage>> TakeAsync(int max, int min, TimeSpan wait, CancellationToken cancellation)
    {
        long? since = null;
        while (true)
        {
            var waited = since is { } start && clock.GetElapsedTime(start) >= wait;
            if (Take(max, waited ? 1 : min) is { Count: > 0 } batch)
                return batch;
            if (!Any())
                await _signal.Reader.ReadAsync(cancellation);
            else
                await WaitAsync(wait - clock.GetElapsedTime(since ??= clock.GetTimestamp()), cancellation);
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(time > TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(1), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _signal.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The wait is over: what is there goes.
        }
    }

    private bool Any()
    {
        lock (_gate)
            return _ready.Count > 0;
    }

    private List<QueueMessage> Take(int max, int min)
    {
        lock (_gate)
        {
            var suspect = !_suspectOut && _suspects.Count > 0 && (_suspectTurn || _ready.Count < min);
            _suspectTurn = !suspect;
            if (suspect)
            {
                _suspectOut = true;
                return TakeFrom(_suspects, 1);
            }

            return _ready.Count < min ? [] : TakeFrom(_ready, max);
        }
    }

    private static List<QueueMessage> TakeFrom(LinkedList<QueueMessage> list, int max)
    {
        var batch = new List<QueueMessage>(Math.Min(max, list.Count));
        while (batch.Count < max && list.First is { } first)
        {
            batch.Add(first.Value);
            list.RemoveFirst();
        }

        return batch;
    }
}
