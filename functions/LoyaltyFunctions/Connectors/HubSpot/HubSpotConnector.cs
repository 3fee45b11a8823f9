namespace LoyaltyFunctions.Connectors.HubSpot;

/// <summary>Webhooks of HubSpot, signature version 3: batches of changes to contacts. Needs the address as HubSpot calls it, because HubSpot signs it.</summary>
public sealed class HubSpotConnector : IConnector
{
    public const string Name = "HubSpot";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        if (!Uri.TryCreate(partner.PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            yield return ("PublicUrl", "the URL is needed exactly as it is registered with HubSpot, because HubSpot signs it");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => HubSpotSignature.Verify(request, partner, now);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => HubSpotReader.Read(request);
}
