namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>Webhooks of Shopify: paid and cancelled orders, refunds and customers. The body is signed, the headers are not.</summary>
public sealed class ShopifyConnector : IConnector
{
    public const string Name = "Shopify";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } =
        [ShopifyHeaders.Topic, ShopifyHeaders.EventId, ShopifyHeaders.WebhookId, ShopifyHeaders.TriggeredAt, ShopifyHeaders.Test];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => ShopifySignature.Verify(request, partner.Secrets);

    // One act in the shop gives all its webhooks the same event id, so the topic tells a paid order from the customer update beside it.
    public string DeliveryId(WebhookRequest request)
    {
        var id = request.Header(ShopifyHeaders.EventId) is { Length: > 0 } eventId ? eventId : request.Header(ShopifyHeaders.WebhookId);
        return DeliveryIds.IsUsable(id) && ShopifyHeaders.TopicOf(request) is { } topic
            ? $"{topic}:{id}"
            : DeliveryIds.OfBody(request.Body.Span);
    }

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => ShopifyReader.Read(request, partner);
}
