using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>What is given back of a sale, or of a payment that earned.</summary>
public sealed class RefundEvents(ReversalHandler reversals)
{
    public Task<EventOutcome> HandleAsync(PurchaseRefunded refunded, EventOrigin origin, CancellationToken cancellation) =>
        ReverseAsync(refunded.Refund.Receipt, refunded.Refund, refunded.OccurredAt, origin, cancellation);

    public Task<EventOutcome> HandleAsync(PurchaseVoided voided, EventOrigin origin, CancellationToken cancellation) =>
        ReverseAsync(voided.Receipt, null, voided.OccurredAt, origin, cancellation);

    /// <summary>Most invoices and payments never earned: what credits them waits for that, and that it never comes is no fault.</summary>
    public async Task<EventOutcome> CreditAsync(Refund refund, DateTimeOffset occurredAt, EventOrigin origin, CancellationToken cancellation)
    {
        var outcome = await ReverseAsync(refund.Receipt, refund, occurredAt, origin, cancellation);
        return outcome.WaitsFor is { } awaited
            ? outcome with { Reason = "what it credits has not earned", WaitsFor = awaited with { Lapses = true } }
            : outcome;
    }

    private async Task<EventOutcome> ReverseAsync(
        ReceiptKey receipt,
        Refund? refund,
        DateTimeOffset occurredAt,
        EventOrigin origin,
        CancellationToken cancellation)
    {
        var operation = new Operation(origin.Marker, origin.Marker);
        var result = await reversals.ReverseAsync(new Reversal(receipt, refund, occurredAt, operation), cancellation);
        return result.Outcome switch
        {
            ReversalResult.Kind.Reversed or ReversalResult.Kind.Replayed => EventOutcome.Processed() with
            {
                Entries = [new EntryRef(result.MemberId!, result.Entry!.Sequence)],
                Publications = [new Publication(result.MemberId!, result.Committed)],
            },
            ReversalResult.Kind.Duplicate => EventOutcome.Processed("the refund was counted before") with
            {
                Entries = result.Entry is { } entry ? [new EntryRef(entry.MemberId, entry.Sequence)] : [],
            },
            ReversalResult.Kind.PurchaseUnknown => new EventOutcome(DeliveryStatus.Waiting, "its purchase has not come yet")
            {
                WaitsFor = new WaitsFor(receipt.Hash, IsReceipt: true),
            },
            ReversalResult.Kind.AlreadyVoided => EventOutcome.Processed("the purchase was voided before; nothing is left to take back"),
            ReversalResult.Kind.AccountClosed => EventOutcome.Processed("the member has left; there is nothing to take back"),
            ReversalResult.Kind.CurrencyDiffers => EventOutcome.Parked("the refund is in another currency than the purchase"),
            _ => EventOutcome.Parked($"the refund was refused: {result.Outcome}"),
        };
    }
}
