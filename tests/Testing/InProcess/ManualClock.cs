namespace Testing.InProcess;

/// <summary>A clock that stands still until a test moves it, or until all that goes on waits for one of its timers.</summary>
public sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        var until = _now + by;
        while (Next(until) is { } alarm)
        {
            Ring(alarm);
        }

        _now = until;
    }

    /// <summary>Moves to the instant of the next timer; false when nobody waits for one.</summary>
    public bool TryAdvanceToNext()
    {
        if (Next(DateTimeOffset.MaxValue) is not { } alarm)
        {
            return false;
        }

        Ring(alarm);
        return true;
    }

    private void Ring(Alarm alarm)
    {
        _now = alarm.At > _now ? alarm.At : _now;
        alarm.Ring();
    }

    /// <summary>Takes the earliest timer that is due by then out of the list.</summary>
    private Alarm? Next(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _alarms.Where(alarm => alarm.At <= until).MinBy(alarm => alarm.At);
            if (next is not null)
            {
                _alarms.Remove(next);
            }

            return next;
        }
    }

    private sealed class Alarm(ManualClock clock, Action callback) : ITimer
    {
        public DateTimeOffset At { get; private set; }

        public void Ring() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("A clock that is moved by hand has no timers that go on for ever.");
            }

            Dispose();
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                lock (clock._gate)
                {
                    At = clock._now + dueTime;
                    clock._alarms.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
