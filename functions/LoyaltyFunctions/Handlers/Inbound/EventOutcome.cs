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

    /// <summary>What became of several that were one.</summary>
    public static EventOutcome Of(IReadOnlyList<EventOutcome> outcomes) => new(
        outcomes.Select(outcome => outcome.Status).DefaultIfEmpty(DeliveryStatus.Processed).Max(),
        outcomes.Select(outcome => outcome.Reason).FirstOrDefault(reason => reason is not null))
    {
        Entries = [.. outcomes.SelectMany(outcome => outcome.Entries)],
        Publications = [.. outcomes.SelectMany(outcome => outcome.Publications)],
        Released = [.. outcomes.SelectMany(outcome => outcome.Released)],
        WaitsForAny = [.. outcomes.SelectMany(outcome => outcome.WaitsForAny.Append(outcome.WaitsFor)).OfType<WaitsFor>()],
    };

    public static EventOutcome Processed(string? reason = null) => new(DeliveryStatus.Processed, reason);

    public static EventOutcome Parked(string reason) => new(DeliveryStatus.Parked, reason);
}
