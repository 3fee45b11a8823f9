using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Connectors.ErpFiles;

/// <summary>Files of an ERP: dropped into the container <c>erp-inbox</c> and read row by row, or, where they are small, sent as a webhook
/// that is signed like the hub's own format and read as a whole.</summary>
public sealed class ErpFilesConnector : IConnector
{
    public const string Name = "ErpFiles";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [ErpFileName.Header, StandardWebhooksSignature.IdHeader, StandardWebhooksSignature.TimestampHeader];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => new StandardWebhooksConnector().Check(partner);

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => StandardWebhooksSignature.Verify(request, partner.Secrets, now);

    public string DeliveryId(WebhookRequest request) =>
        request.Header(StandardWebhooksSignature.IdHeader) is var id && DeliveryIds.IsUsable(id) ? id : DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => ErpFilesReader.Read(request, partner);
}
