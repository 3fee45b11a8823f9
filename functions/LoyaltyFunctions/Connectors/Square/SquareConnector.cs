namespace LoyaltyFunctions.Connectors.Square;

/// <summary>Webhooks of Square: payments, refunds and customers. Needs the notification URL, because Square signs it.</summary>
public sealed class SquareConnector : IConnector
{
    public const string Name = "Square";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        if (!Uri.TryCreate(partner.NotificationUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            yield return ("NotificationUrl", "the URL is needed exactly as it is registered with Square, because Square signs it");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) =>
        SquareSignature.Verify(request, partner.NotificationUrl, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfField(request.Body.Span, "event_id");

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => SquareReader.Read(request, partner);
}
