using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>Takes back the points that what remains of a purchase no longer earns. <c>Flagged</c> on the entry: more than remained.</summary>
public sealed record RefundPurchase(Refund Refund, DateTimeOffset OccurredAt, DateTimeOffset At, string? Reference = null)
{
    public enum Outcome { Reversed, AccountClosed, RefundInvalid, CurrencyDiffers, AlreadyRefunded, AlreadyVoided, ClockImplausible, PointsOutOfRange }

    /// <param name="account">The account that holds the purchase, or the one it was merged into.</param>
    /// <param name="purchase">The purchase with its refunds so far.</param>
    /// <param name="earnedUnder">The version of the programme that the purchase was earned with.</param>
    /// <param name="current">The version that holds now.</param>
    public Decision<Outcome> Decide(Account account, PurchaseState purchase, Programme earnedUnder, Programme current) =>
        throw new NotImplementedException();
}
