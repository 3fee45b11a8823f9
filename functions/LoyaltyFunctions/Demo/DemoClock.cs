namespace LoyaltyFunctions.Demo;

/// <summary>
/// The clock of a hub that lives through a year in a minute: it begins in the past, is moved on, never back, and runs at normal speed
/// between. Everything that the hub records meanwhile carries its time.
/// </summary>
internal sealed class DemoClock : TimeProvider
{
    private readonly TimeProvider _real;
    private long _behind;

    public DemoClock(TimeProvider real, TimeSpan behind) => (_real, _behind) = (real, behind.Ticks);

    /// <summary>What the clock shows that is never moved.</summary>
    public DateTimeOffset Real => _real.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _real.GetUtcNow() - TimeSpan.FromTicks(Interlocked.Read(ref _behind));

    /// <summary>Moves on to that instant; where it has gone by, or is to come, the clock stays or shows the present.</summary>
    public void MoveOn(DateTimeOffset to)
    {
        var behind = Math.Max(0, (_real.GetUtcNow() - to).Ticks);
        Interlocked.Exchange(ref _behind, Math.Min(behind, Interlocked.Read(ref _behind)));
    }

    public void MoveToPresent() => Interlocked.Exchange(ref _behind, 0);
}
