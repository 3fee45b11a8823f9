using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>Grants the points of a sale, or makes them pending, with the tier held before it.</summary>
public sealed record EarnPurchase(Purchase Purchase, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member, string? Reference = null)
{
    public enum Outcome { Earned, AccountClosed, PurchaseInvalid, ClockImplausible, RateMissing, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
