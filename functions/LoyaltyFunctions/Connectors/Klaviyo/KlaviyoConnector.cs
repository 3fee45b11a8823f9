namespace LoyaltyFunctions.Connectors.Klaviyo;

/// <summary>System webhooks of Klaviyo: e-mails and text messages, and who unsubscribed.</summary>
public sealed class KlaviyoConnector : IConnector
{
    public const string Name = "Klaviyo";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [KlaviyoSignature.TimestampHeader];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => KlaviyoSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => KlaviyoReader.Read(request);
}
