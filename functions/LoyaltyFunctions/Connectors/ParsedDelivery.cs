using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>The events of a delivery, or the faults that keep it out: no events when there are faults.
/// <c>Malformed</c>: the body is no JSON object at all, too deep or ambiguous (400); other faults are 422.</summary>
public sealed record ParsedDelivery(IReadOnlyList<InboundEvent> Events, IReadOnlyList<FieldFault> Faults, bool Malformed)
{
    public static ParsedDelivery Of(params IReadOnlyList<InboundEvent> events) => new(events, [], false);

    public static ParsedDelivery Refused(IReadOnlyList<FieldFault> faults) => new([], faults, false);

    public static ParsedDelivery Unreadable(string problem) => new([], [new FieldFault("", problem)], true);

    /// <summary>The event when reading it found no fault, the faults otherwise.</summary>
    public static ParsedDelivery From(InboundEvent? read, Fields fields) =>
        read is null || fields.Faults.Count > 0 ? Refused(fields.Faults) : Of(read);
}
