namespace Loyalty;

/// <summary>How far a till's clock may be from the hub's before what it says is not believed.</summary>
public static class PlausibleClock
{
    public const int DaysBehind = 400;

    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(15);

    public static bool Believes(DateTimeOffset occurredAt, DateTimeOffset recordedAt) =>
        occurredAt - recordedAt <= Ahead && recordedAt - occurredAt <= TimeSpan.FromDays(DaysBehind);
}
