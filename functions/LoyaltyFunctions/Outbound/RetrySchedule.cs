namespace LoyaltyFunctions.Outbound;

/// <summary>
/// When a notice that was not taken is tried again: nine attempts in about a day and a half, each wait up to a tenth shorter or longer so
/// that what failed together does not come back together.
/// </summary>
public static class RetrySchedule
{
    private const double Jitter = 0.1;

    private static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(24),
    ];

    /// <summary>The first attempt included.</summary>
    public static int MaxAttempts => Waits.Count + 1;

    /// <summary>
    /// The wait after that many attempts failed; null when there is no further one. A receiver may ask for a longer wait, not a shorter
    /// one, and not for more than a day. <paramref name="chance"/> is from 0 to 1.
    /// </summary>
    public static TimeSpan? After(int attempts, TimeSpan? askedFor, double chance)
    {
        if (attempts >= MaxAttempts)
        {
            return null;
        }

        var wait = Waits[attempts - 1] * (1 - Jitter + (2 * Jitter * chance));
        var asked = askedFor ?? TimeSpan.Zero;
        return asked > wait ? (asked < Waits[^1] ? asked : Waits[^1]) : wait;
    }
}
