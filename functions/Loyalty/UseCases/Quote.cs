using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>What a sale would earn now, and what could be redeemed on it. Nothing is written.</summary>
public sealed record Quote(EarnPurchase Sale)
{
    /// <summary>Points are those granted or made pending; <c>Value</c> is null where points are worth no money.</summary>
    public sealed record Answer(
        EarnPurchase.Outcome Outcome, Points Points, IReadOnlyList<RulePoints> Rules, Points Redeemable, Money? Value)
    {
        /// <summary>Why the sale would wait for somebody to look at it; null where it would not.</summary>
        public HoldReason? Held { get; init; }
    }

    public Answer Decide(Account account, Programme programme)
    {
        var decision = Sale.Decide(account, programme);
        var rules = decision.Entries.LastOrDefault(entry => entry.Kind == EntryKind.Earn)?.Rules ?? [];
        var redeemable = Redeemable(CatchUp.Preview(account, programme, Sale.At).Available, programme.Redemption);
        return new Answer(
            decision.Outcome,
            Points.Sum(rules.Select(rule => rule.Points)),
            rules,
            redeemable,
            programme.Redemption?.ValueOf(redeemable))
        {
            Held = decision.Outcome == EarnPurchase.Outcome.Held ? Sale.Suspicions.FirstOrDefault(HoldReason.Purchases) : null,
        };
    }

    /// <summary>As much as there is, but not more than the sale costs; nothing below the minimum.</summary>
    private Points Redeemable(Points available, RedemptionPolicy? policy)
    {
        if (policy is null)
            return Points.Zero;
        var (total, worth) = (Sale.Purchase.Total, policy.Worth);
        if (total.Currency == worth.Currency && policy.ValueOf(available).Minor > total.Minor)
            available = new Points(-(new Rational(-total.Minor, worth.Minor) * policy.Points.Value).Floor());
        return available < policy.Minimum ? Points.Zero : available;
    }
}
