using System.Text;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.MissingPoints;

/// <summary>Sales without a member, which are kept in their deliveries until somebody claims them.</summary>
public sealed class ClaimedSales(Deliveries deliveries, DeliveryReader reader)
{
    /// <summary>The sale as its till told it; null when it cannot be read any more.</summary>
    public async Task<Purchase?> FindAsync(Evidence evidence, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(evidence.DeliveryId!, cancellation) is not { Message: { } kept })
        {
            return null;
        }

        var parsed = await reader.ReadAsync(InboundMessage.Parse(Encoding.UTF8.GetString(kept)), cancellation);
        return parsed.Events.ElementAtOrDefault(evidence.Index) is PurchaseCompleted { Member: null } sale ? sale.Purchase : null;
    }

    /// <summary>Says with the delivery of the sale what became of it, where it was alone there.</summary>
    public async Task SettleAsync(Evidence evidence, EntryRef entry, CancellationToken cancellation)
    {
        if (evidence.DeliveryId is not { } id || await deliveries.FindAsync(id, cancellation) is not { Status: DeliveryStatus.Waiting, Message: { } kept } delivery)
        {
            return;
        }

        if ((await reader.ReadAsync(InboundMessage.Parse(Encoding.UTF8.GetString(kept)), cancellation)).Events.Count == 1)
        {
            // The message stays with it: the claim may be worked on again.
            await deliveries.ReplaceAsync(delivery with { Status = DeliveryStatus.Processed, Reason = "the sale was claimed", Entries = [entry] }, cancellation);
        }
    }
}
