namespace LoyaltyFunctions.Connectors.Mailchimp;

/// <summary>Audience webhooks of Mailchimp: forms at an address that carries the secret.</summary>
public sealed class MailchimpConnector : IConnector
{
    public const string Name = "Mailchimp";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => Signatures.IsSecret(partner.Secrets, request.Secret);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => MailchimpReader.Read(request);

    // Mailchimp asks by GET before it takes the address.
    public WebhookReply? Handshake(WebhookRequest request, Partner partner) =>
        request.Method == "GET" && Signatures.IsSecret(partner.Secrets, request.Secret) ? WebhookReply.Empty(200) : null;
}
