namespace LoyaltyFunctions.Hosting.Options;

/// <summary>How much one client or partner may send: `RateLimit__…`.</summary>
public sealed class RateLimitOptions
{
    public const string SectionName = "RateLimit";

    public int PerSecond { get; set; } = 200;

    public int Burst { get; set; } = 400;

    /// <summary>Failed signatures by address.</summary>
    public int FailuresPerMinute { get; set; } = 600;
}
