using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.StandardWebhooks;

/// <summary>Reads <c>{"type", "occurredAt", "data"}</c> into the event of that type. Types that nothing acts on yet are not looked
/// into.</summary>
internal static class StandardWebhooksReader
{
    private static readonly IReadOnlyList<string> Handled =
        ["purchase.completed", "purchase.refunded", "purchase.voided", "member.enrolled", "checkin", "customer.updated"];

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var envelope = Fields.Of(root);
        var sentAt = SentAt(request);
        if (envelope.Required("type") is not { } type) return ParsedDelivery.Refused(envelope.Faults);
        if (!Handled.Contains(type)) return ParsedDelivery.Of(new NotHandled(sentAt, type));
        var at = envelope.RequiredInstant("occurredAt") ?? sentAt;
        var read = envelope.RequiredNested("data") is { } data ? ReadData(type, data, at, partner.Id) : null;
        return ParsedDelivery.From(read, envelope);
    }

    private static InboundEvent? ReadData(string type, Fields data, DateTimeOffset at, string partner) => type switch
    {
        "purchase.completed" => ReadPurchase(data, at, partner),
        "purchase.refunded" => RefundReader.Read(data, partner) is { } refund ? new PurchaseRefunded(at, refund) : null,
        "purchase.voided" => VoidReader.Read(data, partner) is { } receipt ? new PurchaseVoided(at, receipt) : null,
        "member.enrolled" => EnrolmentReader.Read(data, at) is { } enrolment ? new MemberEnrolled(at, enrolment) : null,
        "checkin" => CheckInReader.Read(data, at),
        _ => ReadCustomer(data, at),
    };

    private static PurchaseCompleted? ReadPurchase(Fields data, DateTimeOffset at, string partner)
    {
        var member = IdentityReader.Read(data, "member");
        return PurchaseReader.Read(data, partner) is { } purchase ? new PurchaseCompleted(at, purchase, member) : null;
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
