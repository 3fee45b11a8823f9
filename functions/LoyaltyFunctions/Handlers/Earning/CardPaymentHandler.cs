using Loyalty.Programmes;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// Settles card-linked offers: a payment by a card that a member has linked earns once, under the number of its cash receipt. Costs a call only
/// where the programme has such offers and the cash receipt tells a card.
/// </summary>
public sealed class CardPaymentHandler(EarnHandler earn, IdentityClaims identities, WaitingHandler waiting, ProgrammeBook programmes)
{
    /// <summary>Null for a payment that no offer is about.</summary>
    public async Task<EventOutcome?> SettleAsync(CashReceiptPosted paid, EventOrigin origin, CancellationToken cancellation)
    {
        if (!AreOffered || paid.Amount.Minor <= 0 || paid.Card is not { } card || await identities.FindAsync(card, cancellation) is not { } memberId)
        {
            return null;
        }

        var payment = PaymentOf(paid, origin);
        var sale = new Sale(memberId, payment, PaidAt(paid, origin, programmes.Current)) { On = Occasions.CardPayment, StoreId = paid.StoreId, Cards = [card.Value] };
        var result = await earn.EarnAsync(sale, cancellation);
        while (result.MovedTo is { } next)
        {
            result = await earn.EarnAsync(sale with { MemberId = next }, cancellation);
        }

        var outcome = OutcomeOf(result);
        return result.Awaited ? outcome with { Released = await waiting.ReleaseAsync(payment.Receipt.Hash, cancellation) } : outcome;
    }

    /// <summary>What a cash receipt gives back of another; null where no offer is about payments by card.</summary>
    public PurchaseRefunded? RefundOf(CashReceiptPosted paid, EventOrigin origin) => !AreOffered || paid.Amount.Minor >= 0 ? null : new PurchaseRefunded(
        PaidAt(paid, origin, programmes.Current),
        new Refund(ReceiptKey.OfCardPayment(origin.Partner, paid.Reverses ?? paid.CashReceiptId), paid.CashReceiptId, paid.Amount with { Minor = checked(-paid.Amount.Minor) }, []));

    /// <summary>A payment by card as an occasion of the member who has the card; null for any other.</summary>
    public static Visit? VisitOf(CashReceiptPosted paid, EventOrigin origin, Programme programme)
    {
        if (paid is not { Amount.Minor: > 0, Card: { } card })
        {
            return null;
        }

        var payment = PaymentOf(paid, origin);
        return new Visit(Occasions.CardPayment, PaidAt(paid, origin, programme), card, paid.StoreId, null) { Payment = payment, Reference = payment.Receipt.Hash };
    }

    private static Purchase PaymentOf(CashReceiptPosted paid, EventOrigin origin) =>
        new(ReceiptKey.OfCardPayment(origin.Partner, paid.CashReceiptId), null, paid.Amount, [], []);

    private bool AreOffered => programmes.Current.Asks(Occasions.CardPayment);

    private static EventOutcome OutcomeOf(EarnResult result) => result.Outcome switch
    {
        EarnResult.Kind.Earned or EarnResult.Kind.Duplicate => EventOutcome.Processed() with
        {
            Entries = [new EntryRef(result.Entry!.MemberId, result.Entry.Sequence)],
            Publications = [new Publication(result.Entry.MemberId, result.Committed)],
        },
        EarnResult.Kind.NothingToEarn => EventOutcome.Processed("no card-linked offer is open for the payment"),
        EarnResult.Kind.MemberUnknown => EventOutcome.Processed("the member has left"),
        EarnResult.Kind.ReceiptClaimed => EventOutcome.Processed("the payment has earned for the member who had the card before"),
        EarnResult.Kind.RateMissing => EventOutcome.Parked("the programme has no rate for the currency of the payment"),
        _ => EventOutcome.Parked($"the payment was refused: {result.Outcome}"),
    };

    /// <summary>An ERP often knows the day alone: then it is noon there.</summary>
    private static DateTimeOffset PaidAt(CashReceiptPosted paid, EventOrigin origin, Programme programme)
    {
        var (zone, told) = (programme.TimeZone, paid.OccurredAt < origin.ReceivedAt ? paid.OccurredAt : origin.ReceivedAt);
        if (paid.PostedOn is not { } on || zone.LocalDate(told) == on)
        {
            return told;
        }

        var noon = on.ToDateTime(new TimeOnly(12, 0));
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime();
    }
}
