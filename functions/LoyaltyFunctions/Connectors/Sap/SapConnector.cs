namespace LoyaltyFunctions.Connectors.Sap;

/// <summary>Events of SAP S/4HANA through SAP's event broker: CloudEvents 1.0, structured or binary, with the broker's bearer token.</summary>
public sealed class SapConnector : IConnector
{
    public const string Name = "Sap";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [SapEvent.IdHeader, SapEvent.SourceHeader, SapEvent.TypeHeader, SapEvent.TimeHeader];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => SapToken.Verify(request, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => SapEvent.Of(request) is { Id: { } id } read && DeliveryIds.IsUsable(id)
        ? DeliveryIds.OfBody(System.Text.Encoding.UTF8.GetBytes($"{read.Source}\n{id}"))
        : DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => SapReader.Read(request);

    public WebhookReply? Handshake(WebhookRequest request, Partner partner) => CloudEventsHandshake.Answer(request, _ => true);
}
