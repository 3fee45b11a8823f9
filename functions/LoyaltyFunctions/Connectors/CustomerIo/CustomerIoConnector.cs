namespace LoyaltyFunctions.Connectors.CustomerIo;

/// <summary>Reporting webhooks of Customer.io: messages by any channel, and who unsubscribed.</summary>
public sealed class CustomerIoConnector : IConnector
{
    public const string Name = "CustomerIo";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => CustomerIoSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfField(request.Body.Span, "event_id");

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => CustomerIoReader.Read(request);
}
