namespace LocalHost.Hosting;

/// <summary>A clock that was set to an instant when it was made and runs on at normal speed.</summary>
internal sealed class MovedClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _origin = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + System.GetElapsedTime(_origin);
}
