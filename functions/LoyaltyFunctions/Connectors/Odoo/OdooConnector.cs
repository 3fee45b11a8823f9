using Loyalty;

namespace LoyaltyFunctions.Connectors.Odoo;

/// <summary>Webhook notifications of Odoo's automation rules: customers, articles and payments, at an address that carries the
/// secret.</summary>
public sealed class OdooConnector : IConnector
{
    public const string Name = "Odoo";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        if (!Currency.TryGet(partner.Currency ?? "", out _)) yield return ("Currency", "the ISO 4217 code of prices and payments is needed");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => Signatures.IsSecret(partner.Secrets, request.Secret);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => OdooReader.Read(request, partner);

    public WebhookReply? Accepted { get; } = WebhookReply.Json("""{"status":"ok"}""");
}
