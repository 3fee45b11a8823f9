namespace LoyaltyFunctions.Connectors.Radar;

/// <summary>Webhooks of Radar: members at geofences. Only the sender is proved, and by a signature that fits any body, so one signature
/// serves for one delivery.</summary>
public sealed class RadarConnector : IConnector
{
    public const string Name = "Radar";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [RadarSignature.IdHeader];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => RadarSignature.Verify(request, partner.Secrets);

    // The same signing id with another body is a twin, which is parked: a captured signature cannot carry a second message.
    public string DeliveryId(WebhookRequest request) =>
        request.Header(RadarSignature.IdHeader) is var id && DeliveryIds.IsUsable(id) ? id : DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => RadarReader.Read(request);
}
