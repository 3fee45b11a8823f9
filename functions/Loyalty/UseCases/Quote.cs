using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>What a sale would earn now, and what could be redeemed on it. Nothing is written.</summary>
public sealed record Quote(EarnPurchase Sale)
{
    /// <summary>Points are those granted or made pending; <c>Value</c> is null where points are worth no money.</summary>
    public sealed record Answer(EarnPurchase.Outcome Outcome, Points Points, IReadOnlyList<RulePoints> Rules, Points Redeemable, Money? Value);

    public Answer Decide(Account account, Programme programme) => throw new NotImplementedException();
}
