namespace LoyaltyFunctions.Connectors.SendGrid;

/// <summary>Event webhooks of Twilio SendGrid: what became of e-mails. They are signed by a key pair, of which the partner's secret is the public half.</summary>
public sealed class SendGridConnector : IConnector
{
    public const string Name = "SendGrid";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        for (var i = 0; i < partner.Secrets.Count; i++)
            if (!SendGridSignature.IsKey(partner.Secrets[i])) yield return ($"Secrets__{i}", "must be the verification key, base64 of a P-256 public key");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => SendGridSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => SendGridReader.Read(request);
}
