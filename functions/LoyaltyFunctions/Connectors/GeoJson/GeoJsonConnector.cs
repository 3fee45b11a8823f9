using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Connectors.GeoJson;

/// <summary>RFC 7946 feature collections of fences and positions, signed as Standard Webhooks because the format has no signature of its
/// own.</summary>
public sealed class GeoJsonConnector : IConnector
{
    public const string Name = "GeoJson";

    private readonly StandardWebhooksConnector _envelope = new();

    public string Format => Name;

    public IReadOnlyList<string> Headers => _envelope.Headers;

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => _envelope.Check(partner);

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => _envelope.Verify(request, partner, now);

    public string DeliveryId(WebhookRequest request) => _envelope.DeliveryId(request);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => GeoJsonReader.Read(request);
}
