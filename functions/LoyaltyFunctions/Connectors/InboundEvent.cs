using Loyalty;
using Loyalty.Members;
using Loyalty.Places;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors;

/// <summary>What a connected system said, in the hub's own terms.</summary>
/// <param name="OccurredAt">When it happened there, as the sender dates it; nothing has judged that clock yet.</param>
public abstract record InboundEvent(DateTimeOffset OccurredAt)
{
    /// <summary>For senders that do not say when: nothing happens later than it is received, so that is when it happened.</summary>
    public static readonly DateTimeOffset Undated = DateTimeOffset.MaxValue;
}

/// <summary>A sale. Without a member it is kept and can be claimed.</summary>
public sealed record PurchaseCompleted(DateTimeOffset OccurredAt, Purchase Purchase, Identity? Member) : InboundEvent(OccurredAt)
{
    /// <summary>Who rang it up, where the till says.</summary>
    public Identity? Cashier { get; init; }

    /// <summary>Fingerprints of the payment cards that it was paid with, where the sender tells them.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];
}

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

/// <summary>A customer record of another system changed.</summary>
public sealed record CustomerUpdated(DateTimeOffset OccurredAt, Identity Customer, ProfilePatch Patch) : InboundEvent(OccurredAt)
{
    /// <summary>Finds the member where nobody has <see cref="Customer"/> yet, who then gets that identity too. Only from systems that the
    /// company keeps itself: at a till anybody may name anybody's address.</summary>
    public Identity? AlsoKnownAs { get; init; }

    /// <summary>The record's own id there, where <see cref="Customer"/> is a number that a notice of its deletion does not tell.</summary>
    public Identity? Record { get; init; }
}

/// <summary>A connected system has deleted its record of somebody, whom nothing else is known to have happened to.</summary>
public sealed record CustomerRemoved(DateTimeOffset OccurredAt, Identity Customer) : InboundEvent(OccurredAt);

/// <summary>
/// Something else that a connected system knows of a member: a survey answered, a case closed, a basket left behind. <c>On</c> is what rules and
/// journeys call it; <c>Reference</c> is the sender's own id of it, so that it counts once however often it is sent.
/// </summary>
public sealed record MemberSignal(DateTimeOffset OccurredAt, string On, Identity Member, string Reference, string? StoreId)
    : InboundEvent(OccurredAt);

public enum Crossing { Entered, Exited, Dwelled }

/// <summary>A member at the edge of a geofence, as the system that watches it saw it.</summary>
public sealed record GeofenceCrossed(DateTimeOffset OccurredAt, Crossing Crossing, Identity Member, string GeofenceId, string? StoreId)
    : InboundEvent(OccurredAt)
{
    /// <summary>Where that was, where the system says.</summary>
    public GeoPoint? Point { get; init; }
}

/// <summary>All that a layer holds at <c>OccurredAt</c>: of the fences whose ids begin so, no others are to be kept.</summary>
public sealed record FencesListed(DateTimeOffset OccurredAt, string Prefix, IReadOnlySet<string> FenceIds) : InboundEvent(OccurredAt);

/// <summary>A fence is not to be kept any more.</summary>
public sealed record FenceRemoved(DateTimeOffset OccurredAt, string FenceId) : InboundEvent(OccurredAt);

/// <summary>A fence to keep, in the place of any with its id.</summary>
public sealed record FenceSet(DateTimeOffset OccurredAt, KeptFence Fence, Fence Area) : InboundEvent(OccurredAt);

/// <summary>Where a member was, to be tested against the fences of the same partner.</summary>
public sealed record PositionReported(DateTimeOffset OccurredAt, Identity Member, GeoPoint Point) : InboundEvent(OccurredAt);

public enum Engagement { Sent, Opened, Clicked, Converted, Unsubscribed }

/// <summary>What somebody did with a message of a campaign. <c>Channel</c> is one of <see cref="Channels"/>.</summary>
public sealed record Engaged(DateTimeOffset OccurredAt, Engagement Engagement, Identity Member, string? CampaignId, string Channel)
    : InboundEvent(OccurredAt)
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string Push = "push";

    public static readonly IReadOnlyList<string> Channels = [Email, Sms, Push];

    /// <summary>Whoever unsubscribes from a channel no longer consents to it.</summary>
    public CustomerUpdated ToWithdrawal() => new(OccurredAt, Member, new ProfilePatch
    {
        EmailConsent = new(Channel == Email, false),
        SmsConsent = new(Channel == Sms, false),
        PushConsent = new(Channel == Push, false),
    });
}

/// <summary>An article as the ERP knows it; what it does not say is null.</summary>
public sealed record Item(string Sku, string? Category, Money? Price, bool? LoyaltyExcluded)
{
    /// <summary>The share of the price that is not cost, in ten-thousandths: −10,000 to 10,000.</summary>
    public int? MarginRate { get; init; }

    /// <summary>The article's own id there, where a notice of its deletion tells no sku.</summary>
    public string? Record { get; init; }

    /// <summary>Of a price and a cost in one currency; null where that says nothing.</summary>
    public static int? MarginOf(Money? price, Money? cost) => price is { Minor: > 0 } sold && cost is { Minor: >= 0 } paid && paid.Minor <= 2 * (Int128)sold.Minor
        ? MarginOf(1 - ((decimal)paid.Minor / sold.Minor))
        : null;

    public static int MarginOf(decimal rate) => (int)Math.Round(rate * PurchaseLine.WholeMargin, MidpointRounding.ToEven);
}

/// <summary>Articles or prices changed.</summary>
public sealed record ItemsUpdated(DateTimeOffset OccurredAt, IReadOnlyList<Item> Items) : InboundEvent(OccurredAt);

/// <summary>An article is no more, known by its sku or by <see cref="Item.Record"/>.</summary>
public sealed record ItemRemoved(DateTimeOffset OccurredAt, string? Sku, string? Record) : InboundEvent(OccurredAt);

/// <summary>A refund on account: of points too, where what it names has earned.</summary>
public sealed record CreditMemoPosted(DateTimeOffset OccurredAt, Refund Refund) : InboundEvent(OccurredAt);

/// <summary>A customer paid an invoice or a receipt; negative: was given money back.</summary>
public sealed record CashReceiptPosted(
    DateTimeOffset OccurredAt,
    string CashReceiptId,
    string? InvoiceId,
    string? ReceiptId,
    Identity Customer,
    Money Amount) : InboundEvent(OccurredAt)
{
    /// <summary>The day on which it was paid; that of <see cref="InboundEvent.OccurredAt"/> where the sender does not say.</summary>
    public DateOnly? PostedOn { get; init; }

    /// <summary>Where it was paid, where the sender says.</summary>
    public string? StoreId { get; init; }

    /// <summary>The payment card, where the sender tells its fingerprint: as such, or as who paid.</summary>
    public Identity? Card { get; init; }

    /// <summary>The cash receipt that a negative amount gives back, in full or in part; null: its own number.</summary>
    public string? Reverses { get; init; }
}

/// <summary>Somebody is to be erased, as a system that must pass this on asks.</summary>
public sealed record ErasureRequested(DateTimeOffset OccurredAt, Identity Member) : InboundEvent(OccurredAt);

/// <summary>Points of a sale that earned none are claimed, by a client of the API.</summary>
public sealed record ClaimFiled(DateTimeOffset OccurredAt, MissingPointsClaim Claim) : InboundEvent(OccurredAt);

/// <summary>Something changed in a system whose notices name it and hold no data.</summary>
public sealed record ResourceChanged(DateTimeOffset OccurredAt, string Resource, string Id, string Change) : InboundEvent(OccurredAt)
{
    /// <summary>Of a whole collection: since when it has changed, where the notice says.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Of a collection that is read page by page: which one is next, from 0.</summary>
    public int Page { get; init; }

    /// <summary>It is a delivery of its own by now, in which the system is asked for it.</summary>
    public bool IsQueued { get; init; }
}

/// <summary>A type that the hub takes in, records and drops, so that the sender does not switch the subscription off.</summary>
public sealed record NotHandled(DateTimeOffset OccurredAt, string Type) : InboundEvent(OccurredAt);
