using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>Takes back all that is left of a purchase.</summary>
public sealed record VoidPurchase(ReceiptKey Receipt, DateTimeOffset OccurredAt, DateTimeOffset At, string? Reference = null)
{
    public enum Outcome { Voided, AccountClosed, AlreadyVoided, ClockImplausible, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, PurchaseState purchase, Programme earnedUnder, Programme current) =>
        throw new NotImplementedException();
}
