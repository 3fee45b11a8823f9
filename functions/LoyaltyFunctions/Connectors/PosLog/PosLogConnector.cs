using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Connectors.PosLog;

/// <summary>NRF/ARTS POSLog documents of many transactions, signed as Standard Webhooks because the format has no signature of its
/// own.</summary>
public sealed class PosLogConnector : IConnector
{
    public const string Name = "PosLog";

    private readonly StandardWebhooksConnector _envelope = new();

    public string Format => Name;

    public IReadOnlyList<string> Headers => _envelope.Headers;

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => _envelope.Check(partner);

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => _envelope.Verify(request, partner, now);

    public string DeliveryId(WebhookRequest request) => _envelope.DeliveryId(request);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => PosLogReader.Read(request, partner);
}
