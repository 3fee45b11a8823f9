namespace LoyaltyFunctions.Storage;

/// <summary>When a delivery came how far, as far as one run of the queue's function saw it.</summary>
public sealed record DeliveryStep(string Name, DateTimeOffset At)
{
    /// <summary>Taken from the queue.</summary>
    public const string TakenUp = "takenUp";

    public const string Parsed = "parsed";

    /// <summary>Its events were decided on, and what they came to is committed.</summary>
    public const string Committed = "committed";

    /// <summary>Archive, subscribers' queue and topic have it.</summary>
    public const string Published = "published";
}

/// <summary>The steps of a delivery while it is worked on. One run at a time adds to it.</summary>
public sealed class DeliverySteps(TimeProvider clock)
{
    private readonly List<DeliveryStep> _taken = [];

    public IReadOnlyList<DeliveryStep> Taken => _taken;

    public void Take(string name) => _taken.Add(new DeliveryStep(name, clock.GetUtcNow()));
}
