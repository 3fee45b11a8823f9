namespace LoyaltyFunctions.Connectors.Esri;

/// <summary>Webhooks of ArcGIS feature layers: which layer was edited, and where its changes can be asked for.</summary>
public sealed class EsriConnector : IConnector
{
    public const string Name = "Esri";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => EsriSignature.Verify(request, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => EsriReader.Read(request);

    public WebhookReply? Handshake(WebhookRequest request, Partner partner) => EsriSignature.Answer(request, partner);
}
