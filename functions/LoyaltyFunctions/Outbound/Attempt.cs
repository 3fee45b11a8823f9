namespace LoyaltyFunctions.Outbound;

public enum AttemptKind
{
    /// <summary>The target took it.</summary>
    Taken,

    /// <summary>There was nothing to tell this target: no consent, nobody it knows.</summary>
    NothingToTell,

    /// <summary>Tried again by the schedule.</summary>
    Failed,

    /// <summary>Would be refused for ever: a dead letter at once.</summary>
    Refused,

    /// <summary>The target wants nothing any more (410).</summary>
    Gone,
}

/// <summary>What one attempt came to. The reason is for operators and logs: it quotes no personal data and nothing that a target sent.</summary>
public sealed record Attempt(AttemptKind Kind, string Reason, TimeSpan? RetryAfter = null)
{
    public static readonly Attempt Taken = new(AttemptKind.Taken, "taken");

    public static Attempt Nothing(string reason) => new(AttemptKind.NothingToTell, reason);

    public static Attempt Failed(string reason, TimeSpan? retryAfter = null) => new(AttemptKind.Failed, reason, retryAfter);

    public static Attempt Refused(string reason) => new(AttemptKind.Refused, reason);

    public static Attempt Gone(string reason) => new(AttemptKind.Gone, reason);
}
