using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.MissingPoints;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A cash receipt of an ERP: it may settle a claim of missing points, and offers on the card that was paid with, or give back what another settled.</summary>
public sealed class PaymentEvents(EvidenceHandler evidence, CardPaymentHandler cards, RefundEvents refunds)
{
    public async Task<EventOutcome> HandleAsync(CashReceiptPosted paid, EventOrigin origin, CancellationToken cancellation)
    {
        if (cards.RefundOf(paid, origin) is { } back)
        {
            return await refunds.CreditAsync(back.Refund, back.OccurredAt, origin, cancellation);
        }

        var kept = await evidence.KeepAsync(paid, origin, cancellation);
        return await cards.SettleAsync(paid, origin, cancellation) is { } settled ? EventOutcome.Of([settled, kept]) : kept;
    }
}
