using LoyaltyFunctions.Events;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>What became of one event of a delivery.</summary>
public sealed record EventOutcome(DeliveryStatus Status, string? Reason = null)
{
    public IReadOnlyList<EntryRef> Entries { get; init; } = [];

    /// <summary>What to publish before the delivery counts as processed.</summary>
    public IReadOnlyList<Publication> Publications { get; init; } = [];

    /// <summary>What a waiting event waits for.</summary>
    public WaitsFor? WaitsFor { get; init; }

    /// <summary>What a waiting claim waits for: any of these.</summary>
    public IReadOnlyList<WaitsFor> WaitsForAny { get; init; } = [];

    /// <summary>Deliveries that can go on now, such as the sales that waited for a new member.</summary>
    public IReadOnlyList<string> Released { get; init; } = [];

    public static EventOutcome Processed(string? reason = null) => new(DeliveryStatus.Processed, reason);

    public static EventOutcome Parked(string reason) => new(DeliveryStatus.Parked, reason);
}
