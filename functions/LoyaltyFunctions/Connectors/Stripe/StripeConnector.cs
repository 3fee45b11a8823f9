namespace LoyaltyFunctions.Connectors.Stripe;

/// <summary>Webhooks of Stripe: payments, refunds and customers.</summary>
public sealed class StripeConnector : IConnector
{
    public const string Name = "Stripe";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => StripeSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfField(request.Body.Span, "id");

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => StripeReader.Read(request, partner);
}
