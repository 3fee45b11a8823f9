namespace LoyaltyFunctions.Connectors.Dataverse;

/// <summary>Webhooks of Dataverse (Dynamics 365): changes to contacts, with the secret in a header of the operator's choice or as the query's
/// <c>code</c>.</summary>
public sealed class DataverseConnector : IConnector
{
    public const string Name = "Dataverse";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => DataverseSignature.Verify(request, partner);

    public string DeliveryId(WebhookRequest request) => DataverseReader.DeliveryId(request);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => DataverseReader.Read(request);
}
