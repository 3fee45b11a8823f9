using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>Takes back all that is left of a purchase.</summary>
public sealed record VoidPurchase(ReceiptKey Receipt, DateTimeOffset OccurredAt, DateTimeOffset At, string? Reference = null)
{
    public enum Outcome { Voided, AccountClosed, AlreadyVoided, ClockImplausible, PointsOutOfRange }

    /// <summary>Arguments as for a refund.</summary>
    public Decision<Outcome> Decide(Account account, PurchaseState purchase, Programme earnedUnder, Programme current)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (purchase.Voided)
            return Refusal.Of(Outcome.AlreadyVoided, account);
        if (!PlausibleClock.Believes(OccurredAt, At))
            return Refusal.Of(Outcome.ClockImplausible, account);
        var posting = new Posting(account, current, At);
        var receipt = purchase.Purchase.Receipt;
        var all = new Refund(receipt, "void", purchase.Purchase.Total, [], Whole: true);
        return new Reversal(posting, purchase, earnedUnder).TryWrite(all, OccurredAt, purchase.Facts.RefundSource(Reference))
            ? posting.End(Outcome.Voided)
            : Refusal.Of(Outcome.PointsOutOfRange, account);
    }
}
