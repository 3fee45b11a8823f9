using System.Globalization;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>Reads the body that the topic promises. Test orders, which shops send to try things out, are recorded and earn
/// nothing.</summary>
internal static class ShopifyReader
{
    // A refund names its order and maybe another location than the sale, so the shop as a whole stands for the store of both.
    private const string Store = "shop";

    public static ParsedDelivery Read(WebhookRequest request, Partner partner)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        if (ShopifyHeaders.TopicOf(request) is not { } topic)
            return ParsedDelivery.Refused([new FieldFault("", "The header X-Shopify-Topic is missing or not readable.")]);
        var sentAt = SentAt(request);
        if (ShopifyHeaders.IsTest(request) || IsTest(body)) return ParsedDelivery.Of(new NotHandled(sentAt, $"{topic} test"));
        return ParsedDelivery.From(ReadTopic(topic, body, sentAt, partner.Id), body);
    }

    /// <summary>The receipt of an order; the same for its payment, its refunds and its cancellation.</summary>
    public static ReceiptKey? Receipt(Fields body, string idField, string partner) =>
        VendorFields.RequiredId(body, idField) is { } id ? new ReceiptKey(partner, Store, id, null) : null;

    private static InboundEvent? ReadTopic(string topic, Fields body, DateTimeOffset sentAt, string partner) => topic switch
    {
        "orders/paid" => ShopifyOrderReader.Read(body, partner),
        "orders/cancelled" => ReadCancelled(body, partner),
        "refunds/create" => ShopifyRefundReader.Read(body, topic, partner),
        "customers/create" or "customers/update" => ShopifyCustomerReader.Read(body, topic, sentAt),
        "customers/redact" => ShopifyCustomerReader.ReadErasure(body, sentAt),
        _ => new NotHandled(sentAt, topic),
    };

    // The signed body itself must say that the order is cancelled: the topic alone could be anybody's.
    private static PurchaseVoided? ReadCancelled(Fields order, string partner)
    {
        var at = order.RequiredInstant("cancelled_at");
        return Receipt(order, "id", partner) is { } receipt && at is not null ? new PurchaseVoided(at.Value, receipt) : null;
    }

    private static bool IsTest(Fields body) => body.TryGet("test", out var test) && test.ValueKind == System.Text.Json.JsonValueKind.True;

    private static DateTimeOffset SentAt(WebhookRequest request) =>
        DateTimeOffset.TryParse(
            request.Header(ShopifyHeaders.TriggeredAt), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : DateTimeOffset.UnixEpoch;
}
