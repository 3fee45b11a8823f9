using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>Reads a stored delivery with the connector that accepted it.</summary>
public sealed class DeliveryReader(DeliveryArchive archive, PartnerBook partners)
{
    public async Task<ParsedDelivery> ReadAsync(InboundMessage message, CancellationToken cancellation)
    {
        if ((message.IsOwn ? PartnerBook.Own(message.Partner) : partners.Find(message.Partner)) is not { } known)
        {
            return ParsedDelivery.Refused([new Requests.FieldFault("", $"partner {message.Partner} is not in the settings any more")]);
        }

        var body = await archive.ReadBodyAsync(message, cancellation);
        return known.Connector.Parse(new WebhookRequest("POST", "", [], message.Headers, body), known.Partner);
    }

    public Task ArchiveAsync(InboundMessage message) => archive.AppendAsync(message);
}
