using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Square;

/// <summary>Reads Square's envelope <c>{event_id, type, created_at, data: {object: {payment|refund|customer}}}</c>. A payment's id is the
/// receipt's id.</summary>
internal static class SquareReader
{
    private const string Completed = "COMPLETED";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var envelope = Fields.Of(root);
        var type = envelope.Required("type");
        var at = envelope.RequiredInstant("created_at");
        if (type is null || at is null) return ParsedDelivery.Refused(envelope.Faults);
        InboundEvent? read = type switch
        {
            "payment.created" or "payment.updated" => ReadPayment(Subject(envelope, "payment"), type, partner.Id),
            "refund.created" or "refund.updated" => ReadRefund(Subject(envelope, "refund"), type, partner.Id),
            "customer.created" or "customer.updated" or "customer.deleted" => SquareCustomerReader.Read(Subject(envelope, "customer"), type, at.Value),
            _ => new NotHandled(at.Value, type),
        };
        return ParsedDelivery.From(read, envelope);
    }

    private static Fields? Subject(Fields envelope, string name) =>
        envelope.RequiredNested("data")?.RequiredNested("object")?.RequiredNested(name);

    private static InboundEvent? ReadPayment(Fields? subject, string type, string partner)
    {
        if (subject is not { } payment) return null;
        var at = payment.RequiredInstant("created_at");
        var status = payment.Required("status");
        if (at is null || status is null) return null;
        if (status != Completed) return new NotHandled(at.Value, $"{type} {status}");
        var receipt = Receipt(payment, "id", partner);
        var total = Minor(payment, "amount_money");
        var customer = payment.Optional("customer_id", FieldValues.TextLength);
        if (receipt is null || total is null) return null;
        var member = Identity.TryCreate(SquareCustomerReader.IdentityType, customer, out var identity, out _) ? identity : null;
        var tenders = SquareTender.Read(payment, total.Value) is { } tender ? new[] { tender } : [];
        return new PurchaseCompleted(at.Value, new Purchase(receipt, null, total.Value, [], tenders), member)
        {
            Cards = SquareTender.Fingerprint(payment) is { } card ? [card] : [],
        };
    }

    private static InboundEvent? ReadRefund(Fields? subject, string type, string partner)
    {
        if (subject is not { } refund) return null;
        var at = refund.RequiredInstant("created_at");
        var status = refund.Required("status");
        if (at is null || status is null) return null;
        if (status != Completed) return new NotHandled(at.Value, $"{type} {status}");
        if (!refund.Has("payment_id")) return new NotHandled(at.Value, $"{type} without payment");
        var id = refund.Required("id", FieldValues.TextLength);
        var receipt = Receipt(refund, "payment_id", partner);
        var total = Minor(refund, "amount_money");
        if (id is null || receipt is null || total is null) return null;
        return new PurchaseRefunded(at.Value, new Refund(receipt, id, total.Value, []));
    }

    // A refund carries the location of its payment, so that both name the same receipt.
    private static ReceiptKey? Receipt(Fields subject, string idField, string partner)
    {
        var store = subject.Required("location_id");
        var id = subject.Required(idField, FieldValues.TextLength);
        return store is null || id is null ? null : new ReceiptKey(partner, store, id, null);
    }

    private static Money? Minor(Fields subject, string name)
    {
        if (subject.RequiredNested(name) is not { } money) return null;
        var currency = money.Currency("currency");
        if (money.TryGet("amount", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Number
            && value.TryGetInt64(out var minor) && minor is >= 0 and <= FieldValues.MaxMinor)
            return currency is null ? null : new Money(minor, currency);
        money.Fault("amount", "must be a whole number of minor units, not negative");
        return null;
    }
}
