namespace LoyaltyFunctions.Connectors.Clover;

/// <summary>Notices of Clover: they name what changed and hold no data.</summary>
public sealed class CloverConnector : IConnector
{
    public const string Name = "Clover";

    public string Format => Name;

    public IReadOnlyList<string> Headers { get; } = [];

    public IEnumerable<(string Setting, string Detail)> Check(Partner partner) => [];

    public bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now) => CloverSignature.Verify(request, partner.Secrets);

    public string DeliveryId(WebhookRequest request) => DeliveryIds.OfBody(request.Body.Span);

    public ParsedDelivery Parse(WebhookRequest request, Partner partner) => CloverReader.Read(request);

    public WebhookReply? Handshake(WebhookRequest request, Partner partner) => CloverSetup.Answer(request);
}
