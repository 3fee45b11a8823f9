using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.AzureMaps;

/// <summary>Geofence events of Azure Maps by Event Grid, in its own schema or as CloudEvents. Deliveries are not signed: each carries the
/// partner's secret and comes from a topic of the settings.</summary>
public sealed class AzureMapsConnector : IConnector
{
    public const string Name = "AzureMaps";

    private const string Sender = "eventgrid.azure.net";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => AzureMapsProof.Verify(request, partner);

    // A batch may be cut otherwise when it comes again; one event alone keeps its id.
    public string DeliveryId(WebhookRequest request) =>
        JsonBody.TryParseBatch(request.Body.Span, 1, out var batch, out _) && VendorFields.Usable(batch[0], "id", DeliveryIds.MaxLength) is { } id && DeliveryIds.IsUsable(id)
            ? id
            : DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => AzureMapsReader.Read(request);

    public WebhookReply? Handshake(WebhookRequest request, Partner partner) =>
        CloudEventsHandshake.Answer(request, origin => origin.Equals(Sender, StringComparison.OrdinalIgnoreCase)) ?? AzureMapsProof.Answer(request, partner);
}
