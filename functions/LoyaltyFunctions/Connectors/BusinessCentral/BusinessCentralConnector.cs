namespace LoyaltyFunctions.Connectors.BusinessCentral;

/// <summary>Notifications of Business Central. Any answer but 2xx, 408, 429 or 5xx ends the subscription there, so what is not believed is
/// answered as if it were.</summary>
public sealed class BusinessCentralConnector : IConnector
{
    public const string Name = "BusinessCentral";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => BusinessCentralReader.IsOf(request, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => BusinessCentralReader.Read(request);

    public WebhookReply? Handshake(WebhookRequest request, Partner partner) => BusinessCentralHandshake.Answer(request);

    public WebhookReply? Dropped { get; } = WebhookReply.Empty(202);
}
