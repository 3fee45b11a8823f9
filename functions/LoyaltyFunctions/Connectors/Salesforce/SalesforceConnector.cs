namespace LoyaltyFunctions.Connectors.Salesforce;

/// <summary>Outbound messages of Salesforce: SOAP at an address that carries the secret, from the organisation of the settings.</summary>
public sealed class SalesforceConnector : IConnector
{
    public const string Name = "Salesforce";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner)
    {
        if (partner.OrganizationId is not { Length: 15 or 18 } id || !id.All(char.IsAsciiLetterOrDigit))
            yield return ("OrganizationId", "the id of the Salesforce organisation is needed, 15 or 18 characters");
    }

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => Signatures.IsSecret(partner.Secrets, request.Secret) && SalesforceReader.IsOf(request, partner);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => SalesforceReader.Read(request);

    public WebhookReply? Accepted { get; } = WebhookReply.Xml(SalesforceReader.Acknowledgement);
}
