using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Stripe;

/// <summary>Reads Stripe's envelope <c>{id, type, created, livemode, data: {object, previous_attributes}}</c>. A payment intent is the
/// receipt; what is not live is recorded and earns nothing.</summary>
internal static class StripeReader
{
    private const string CustomerType = "stripe-customer";

    // Payments have no store; one account of Stripe stands for it.
    private const string Store = "stripe";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var envelope = Fields.Of(root);
        var type = envelope.Required("type");
        var at = VendorFields.UnixSeconds(envelope, "created");
        if (type is null || at is null) return ParsedDelivery.Refused(envelope.Faults);
        if (envelope.Flag("livemode") is not true) return ParsedDelivery.From(new NotHandled(at.Value, $"{type} test"), envelope);
        return ParsedDelivery.From(ReadType(envelope, type, at.Value, partner.Id), envelope);
    }

    private static InboundEvent? ReadType(Fields envelope, string type, DateTimeOffset at, string partner) => type switch
    {
        "payment_intent.succeeded" => ReadPayment(Subject(envelope), at, partner),
        "charge.refunded" => ReadRefund(Subject(envelope), envelope, at, partner),
        "customer.created" or "customer.updated" or "customer.deleted" => ReadCustomer(Subject(envelope), type, at),
        _ => new NotHandled(at, type),
    };

    private static Fields? Subject(Fields envelope) => envelope.RequiredNested("data")?.RequiredNested("object");

    private static PurchaseCompleted? ReadPayment(Fields? subject, DateTimeOffset at, string partner)
    {
        if (subject is not { } payment) return null;
        var id = payment.Required("id");
        var total = StripeMoney.Read(payment, "amount_received", StripeMoney.Currency(payment));
        if (id is null || total is null) return null;
        var tip = VendorFields.Known(payment, "amount_details") is { } details ? VendorFields.Known(details, "tip") : null;
        var goods = total.Value.Minor - (tip is { } given && given.Has("amount") ? StripeMoney.Read(given, "amount", total.Value.Currency)?.Minor ?? 0 : 0);
        if (goods < 0) payment.Fault("amount_received", "is less than its tip");
        var member = VendorFields.Member(CustomerType, VendorFields.Usable(payment, "customer"))
            ?? VendorFields.Member("email", VendorFields.UsableEmail(payment, "receipt_email"));
        var purchase = new Purchase(new ReceiptKey(partner, Store, id, null), null, total.Value with { Minor = goods }, [], []);
        return new PurchaseCompleted(at, purchase, member);
    }

    // The event tells how much has been given back so far, and how much it was before.
    private static InboundEvent? ReadRefund(Fields? subject, Fields envelope, DateTimeOffset at, string partner)
    {
        if (subject is not { } charge) return null;
        if (VendorFields.Usable(charge, "payment_intent") is not { } payment) return new NotHandled(at, "charge.refunded without payment intent");
        var id = charge.Required("id");
        var currency = StripeMoney.Currency(charge);
        var sum = StripeMoney.Read(charge, "amount_refunded", currency);
        var data = envelope.Nested("data");
        var before = data is { } known && VendorFields.Known(known, "previous_attributes") is { } previous && previous.Has("amount_refunded")
            ? StripeMoney.Read(previous, "amount_refunded", currency)
            : null;
        if (id is null || sum is not { } total) return null;
        var given = total with { Minor = total.Minor - (before?.Minor ?? 0) };
        if (given.Minor < 0) charge.Fault("amount_refunded", "is less than before");
        var refundId = $"{id}:{total.Format()}";
        return new PurchaseRefunded(at, new Refund(new ReceiptKey(partner, Store, payment, null), refundId, given, []));
    }

    private static InboundEvent? ReadCustomer(Fields? subject, string type, DateTimeOffset at)
    {
        if (subject is not { } customer || customer.Required("id", FieldValues.TextLength) is not { } id) return null;
        if (!Identity.TryCreate(CustomerType, id, out var identity, out var problem))
        {
            customer.Fault("id", problem);
            return null;
        }

        if (type == "customer.deleted") return new CustomerRemoved(at, identity);
        var profile = new Profile(Email: VendorFields.UsableEmail(customer, "email"), Phone: VendorFields.UsablePhone(customer, "phone"));
        return type == "customer.created"
            ? new MemberEnrolled(at, EnrolmentReader.Of([identity], profile, null)!)
            : new CustomerUpdated(at, identity, ProfilePatch.OfKnown(profile));
    }
}
