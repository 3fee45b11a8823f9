using Loyalty;

namespace LoyaltyFunctions.Connectors.Lightspeed;

/// <summary>Webhooks of Lightspeed Retail (X-Series): sales and customers in a form. Needs the retailer's currency, which no sale
/// names.</summary>
public sealed class LightspeedConnector : IConnector
{
    public const string Name = "Lightspeed";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        if (!Currency.TryGet(partner.Currency ?? "", out _)) yield return ("Currency", "the ISO 4217 code of the retailer's currency is needed");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => LightspeedSignature.Verify(request, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => LightspeedReader.Read(request, partner);
}
