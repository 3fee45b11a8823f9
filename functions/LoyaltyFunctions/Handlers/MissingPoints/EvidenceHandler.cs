using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.MissingPoints;

/// <summary>Keeps what a claim of missing points can be settled by, and frees the claims that wait for such: it is kept before it looks for
/// them, as they wait before they look for it.</summary>
public sealed class EvidenceHandler(Unclaimed unclaimed, WaitingHandler waiting)
{
    /// <summary>A sale without a member.</summary>
    public async Task<EventOutcome> KeepAsync(PurchaseCompleted sale, EventOrigin origin, CancellationToken cancellation)
    {
        var (receipt, total) = (sale.Purchase.Receipt, sale.Purchase.Total);
        var evidence = new Evidence(Keys.Hash("sale", receipt.Hash), receipt.Partner, receipt.BusinessDate ?? DateOf(sale.OccurredAt, origin), total.Currency.Code, total.Minor)
        {
            StoreId = receipt.StoreId,
            ReceiptId = receipt.ReceiptId,
            DeliveryId = origin.DeliveryId,
            Index = origin.Index,
        };
        return new EventOutcome(DeliveryStatus.Waiting, "the sale names no member; it is kept and can be claimed")
        {
            Released = await KeepAsync(Unclaimed.ReceiptHash(receipt.Partner, receipt.ReceiptId), evidence, cancellation),
        };
    }

    /// <summary>A payment.</summary>
    public async Task<EventOutcome> KeepAsync(CashReceiptPosted paid, EventOrigin origin, CancellationToken cancellation)
    {
        if (paid.Amount.Minor <= 0)
        {
            return EventOutcome.Processed("a payment of nothing settles no claim");
        }

        var evidence = new Evidence(
            Keys.Hash("cash", origin.Partner, paid.CashReceiptId),
            origin.Partner,
            paid.PostedOn ?? DateOf(paid.OccurredAt, origin),
            paid.Amount.Currency.Code,
            paid.Amount.Minor)
        {
            CashReceiptId = paid.CashReceiptId,
            InvoiceId = paid.InvoiceId,
            ReceiptId = paid.ReceiptId,
            Customer = paid.Customer.Hash,
        };
        return EventOutcome.Processed() with { Released = await KeepAsync(Unclaimed.CustomerHash(paid.Customer.Hash), evidence, cancellation) };
    }

    private async Task<IReadOnlyList<string>> KeepAsync(string hash, Evidence evidence, CancellationToken cancellation)
    {
        await unclaimed.PutAsync(hash, evidence, cancellation);
        return await waiting.ReleaseAsync(hash, cancellation);
    }

    private static DateOnly DateOf(DateTimeOffset occurredAt, EventOrigin origin) =>
        DateOnly.FromDateTime((occurredAt < origin.ReceivedAt ? occurredAt : origin.ReceivedAt).UtcDateTime);
}
