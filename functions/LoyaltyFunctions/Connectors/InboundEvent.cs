using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>What a connected system said, in the hub's own terms.</summary>
/// <param name="OccurredAt">When it happened there, as the sender dates it; nothing has judged that clock yet.</param>
public abstract record InboundEvent(DateTimeOffset OccurredAt);

/// <summary>A sale. Without a member it is kept and can be claimed.</summary>
public sealed record PurchaseCompleted(DateTimeOffset OccurredAt, Purchase Purchase, Identity? Member) : InboundEvent(OccurredAt);

public sealed record PurchaseRefunded(DateTimeOffset OccurredAt, Refund Refund) : InboundEvent(OccurredAt);

public sealed record PurchaseVoided(DateTimeOffset OccurredAt, ReceiptKey Receipt) : InboundEvent(OccurredAt);

public sealed record MemberEnrolled(DateTimeOffset OccurredAt, Enrolment Enrolment) : InboundEvent(OccurredAt);

/// <summary>A visit to a store, named by its id, by a position (both degrees of WGS 84, or neither), or both.</summary>
public sealed record CheckedIn(
    DateTimeOffset OccurredAt,
    Identity Member,
    string? StoreId,
    double? Latitude,
    double? Longitude,
    string? DeviceId) : InboundEvent(OccurredAt);

public sealed record CustomerUpdated(DateTimeOffset OccurredAt, Identity Customer, ProfilePatch Patch) : InboundEvent(OccurredAt);

/// <summary>A type that the hub takes in, records and drops, so that the sender does not switch the subscription off.</summary>
public sealed record NotHandled(DateTimeOffset OccurredAt, string Type) : InboundEvent(OccurredAt);
