using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>
/// Takes back the points that what remains of a purchase no longer earns. <c>Flagged</c> on the entry: more than remained.
/// </summary>
public sealed record RefundPurchase(Refund Refund, DateTimeOffset OccurredAt, DateTimeOffset At, string? Reference = null)
{
    /// <summary>The most refunds of one purchase; what comes after them is invalid.</summary>
    public const int MaximumRefunds = 500;

    public enum Outcome
    {
        Reversed,
        AccountClosed,
        RefundInvalid,
        CurrencyDiffers,
        AlreadyRefunded,
        AlreadyVoided,
        ClockImplausible,
        PointsOutOfRange,
    }

    /// <param name="account">The account that holds the purchase, or the one it was merged into.</param>
    /// <param name="purchase">The purchase with its refunds so far.</param>
    /// <param name="earnedUnder">The version of the programme that the purchase was earned with.</param>
    /// <param name="current">The version that holds now.</param>
    public Decision<Outcome> Decide(Account account, PurchaseState purchase, Programme earnedUnder, Programme current)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        if (Refused(account, purchase) is { } refused)
            return Refusal.Of(refused, account);
        var posting = new Posting(account, current, At);
        var receipt = purchase.Purchase.Receipt;
        return new Reversal(posting, purchase, earnedUnder)
            .TryWrite(Refund with { Receipt = receipt }, OccurredAt, purchase.Facts.RefundSource(Reference, Refund.RefundId))
            ? posting.End(Outcome.Reversed)
            : Refusal.Of(Outcome.PointsOutOfRange, account);
    }

    private Outcome? Refused(Account account, PurchaseState purchase) =>
        account.Status != AccountStatus.Open ? Outcome.AccountClosed
        : Refund.Check() is not null || Refund.Whole || purchase.RefundIds.Count >= MaximumRefunds ? Outcome.RefundInvalid
        : Refund.Total.Currency != purchase.Purchase.Total.Currency ? Outcome.CurrencyDiffers
        : purchase.RefundIds.Contains(Refund.RefundId) ? Outcome.AlreadyRefunded
        : purchase.Voided ? Outcome.AlreadyVoided
        : !PlausibleClock.Believes(OccurredAt, At) ? Outcome.ClockImplausible
        : null;
}
