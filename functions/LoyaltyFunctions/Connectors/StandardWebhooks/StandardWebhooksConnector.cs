namespace LoyaltyFunctions.Connectors.StandardWebhooks;

/// <summary>The hub's own format, in the envelope of the Standard Webhooks specification 1.0.0: for tills and systems that can be taught
/// one.</summary>
public sealed class StandardWebhooksConnector : IConnector
{
    public const string Name = "StandardWebhooks";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [StandardWebhooksSignature.IdHeader, StandardWebhooksSignature.TimestampHeader];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        for (var i = 0; i < partner.Secrets.Count; i++)
            if (!StandardWebhooksSignature.TryKey(partner.Secrets[i], out _))
                yield return ($"Secrets__{i}", "must be whsec_ followed by base64");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) =>
        StandardWebhooksSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) =>
        request.Header(StandardWebhooksSignature.IdHeader) is var id && DeliveryIds.IsUsable(id)
            ? id
            : DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => StandardWebhooksReader.Read(request, partner);
}
