using System.Collections.Frozen;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.StandardWebhooks;

/// <summary>Reads <c>{"type", "occurredAt", "data"}</c> into the event of that type. Types that nothing acts on yet are not looked
/// into.</summary>
internal static class StandardWebhooksReader
{
    private static readonly Dictionary<string, Func<Fields, DateTimeOffset, string, InboundEvent?>> Signals =
        SignalReader.Types.ToDictionary(
            type => type.Type,
            type => (Func<Fields, DateTimeOffset, string, InboundEvent?>)((data, at, _) => SignalReader.Read(data, type, at)));

    private static readonly FrozenDictionary<string, Func<Fields, DateTimeOffset, string, InboundEvent?>> Readers =
        new Dictionary<string, Func<Fields, DateTimeOffset, string, InboundEvent?>>(Signals)
        {
            ["purchase.completed"] = ReadPurchase,
            ["purchase.refunded"] = (data, at, partner) => RefundReader.Read(data, partner) is { } refund ? new PurchaseRefunded(at, refund) : null,
            ["purchase.voided"] = (data, at, partner) => VoidReader.Read(data, partner) is { } receipt ? new PurchaseVoided(at, receipt) : null,
            ["member.enrolled"] = (data, at, _) => EnrolmentReader.Read(data, at) is { } enrolment ? new MemberEnrolled(at, enrolment) : null,
            ["checkin"] = (data, at, _) => CheckInReader.Read(data, at),
            ["customer.updated"] = (data, at, _) => ReadCustomer(data, at),
            ["geofence.entered"] = (data, at, _) => GeofenceReader.Read(data, Crossing.Entered, at),
            ["geofence.exited"] = (data, at, _) => GeofenceReader.Read(data, Crossing.Exited, at),
            ["geofence.dwelled"] = (data, at, _) => GeofenceReader.Read(data, Crossing.Dwelled, at),
            ["engagement.sent"] = (data, at, _) => EngagementReader.Read(data, Engagement.Sent, at),
            ["engagement.opened"] = (data, at, _) => EngagementReader.Read(data, Engagement.Opened, at),
            ["engagement.clicked"] = (data, at, _) => EngagementReader.Read(data, Engagement.Clicked, at),
            ["engagement.converted"] = (data, at, _) => EngagementReader.Read(data, Engagement.Converted, at),
            ["engagement.unsubscribed"] = (data, at, _) => EngagementReader.Read(data, Engagement.Unsubscribed, at),
            ["item.updated"] = (data, at, _) => ItemsReader.Read(data, at),
            ["pricelist.updated"] = (data, at, _) => ItemsReader.Read(data, at),
            ["cashreceipt.posted"] = (data, at, _) => CashReceiptReader.Read(data, at),
        }.ToFrozenDictionary();

    /// <summary>The type of a claim of missing points, which the hub keeps as a delivery of its own.</summary>
    public const string ClaimFiled = "claim.filed";

    /// <summary>The type of a change that a system has named and is to be asked for.</summary>
    public const string ResourceChanged = "resource.changed";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var envelope = Fields.Of(root);
        var sentAt = SentAt(request);
        if (envelope.Required("type") is not { } type) return ParsedDelivery.Refused(envelope.Faults);
        if (partner.Secrets.Count == 0 && type is ClaimFiled or ResourceChanged) return ReadOwn(type, envelope, sentAt);
        if (!Readers.TryGetValue(type, out var reader)) return ParsedDelivery.Of(new NotHandled(sentAt, type));
        var at = envelope.RequiredInstant("occurredAt") ?? sentAt;
        var read = envelope.RequiredNested("data") is { } data ? reader(data, at, partner.Id) : null;
        return ParsedDelivery.From(read, envelope);
    }

    // The hub's own, whose partner has no secret here and so never sends a webhook.
    private static ParsedDelivery ReadOwn(string type, Fields envelope, DateTimeOffset sentAt)
    {
        var at = envelope.RequiredInstant("occurredAt") ?? sentAt;
        if (envelope.RequiredNested("data") is not { } data) return ParsedDelivery.Refused(envelope.Faults);
        if (type == ResourceChanged) return ParsedDelivery.From(ReadChange(data, at), envelope);
        return ParsedDelivery.From(ClaimReader.Read(data) is { } claim ? new Connectors.ClaimFiled(at, claim) : null, envelope);
    }

    private static Connectors.ResourceChanged? ReadChange(Fields data, DateTimeOffset at)
    {
        var (resource, id, change) = (data.Required("resource", 1_024), data.Required("id", FieldValues.TextLength), data.Required("change", FieldValues.TextLength));
        return resource is null || id is null || change is null ? null : new Connectors.ResourceChanged(at, resource, id, change)
        {
            Since = data.Instant("since"),
            Page = (int)(data.WholeNumber("page") ?? 0),
            IsQueued = true,
        };
    }

    private static PurchaseCompleted? ReadPurchase(Fields data, DateTimeOffset at, string partner)
    {
        var (member, cashier) = (IdentityReader.Read(data, "member"), IdentityReader.Read(data, "cashier"));
        var cards = TenderCards.Read(data);
        return PurchaseReader.Read(data, partner) is { } purchase ? new PurchaseCompleted(at, purchase, member) { Cashier = cashier, Cards = cards } : null;
    }

    private static CustomerUpdated? ReadCustomer(Fields data, DateTimeOffset at)
    {
        var customer = IdentityReader.ReadRequired(data, "customer");
        var patch = ProfilePatchReader.Read(data, at);
        return customer is null || patch is null ? null : new CustomerUpdated(at, customer, patch);
    }

    private static DateTimeOffset SentAt(WebhookRequest request) =>
        Signatures.TryUnixSeconds(request.Header(StandardWebhooksSignature.TimestampHeader), out var at) ? at : DateTimeOffset.UnixEpoch;
}
