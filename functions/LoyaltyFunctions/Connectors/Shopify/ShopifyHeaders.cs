namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>What Shopify says beside the body. None of it is signed, so it may choose how a body is read but never what it is
/// worth.</summary>
internal static class ShopifyHeaders
{
    public const string Topic = "x-shopify-topic";
    public const string EventId = "x-shopify-event-id";
    public const string WebhookId = "x-shopify-webhook-id";
    public const string TriggeredAt = "x-shopify-triggered-at";
    public const string Test = "x-shopify-test";

    private const int MaxTopicLength = 64;

    public static string? TopicOf(WebhookRequest request) =>
        request.Header(Topic) is { Length: <= MaxTopicLength } topic && DeliveryIds.IsUsable(topic) ? topic : null;

    public static bool IsTest(WebhookRequest request) => request.Header(Test).Equals("true", StringComparison.OrdinalIgnoreCase);
}
