using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>
/// Grants what card-linked offers give for a payment that a cash receipt settles, by the arithmetic of a purchase of that amount. It is no
/// purchase: the till may have told that one too, so that no tier, visit or spend is counted by it.
/// </summary>
/// <param name="Payment">The amount, under <see cref="ReceiptKey.OfCardPayment"/>.</param>
/// <param name="StoreId">Where it was paid, where the sender says.</param>
public sealed record SettleCardPayment(Purchase Payment, string? StoreId, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member, string? Reference = null)
{
    /// <summary>What was taken from budgets for this payment.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    /// <summary>What the partner of the cash receipt may give.</summary>
    public PartnerCap Cap { get; init; } = PartnerCap.None;

    public Decision<EarnPurchase.Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(EarnPurchase.Outcome.AccountClosed, account);
        if (Payment.Check() is not null)
            return Refusal.Of(EarnPurchase.Outcome.PurchaseInvalid, account);
        if (!PlausibleClock.Believes(OccurredAt, At))
            return Refusal.Of(EarnPurchase.Outcome.ClockImplausible, account);
        var date = programme.LocalDate(OccurredAt);
        if (!programme.TryGetRate(Payment.Total.Currency, date, out var rate))
            return Refusal.Of(EarnPurchase.Outcome.RateMissing, account);
        var (posting, sale) = (new Posting(account, programme, At) { Budgets = Budgets }, Sale);
        if (!sale.TryCompute(posting, rate, out var open, out var stacked) || !posting.CanTake(stacked.Points))
            return Refusal.Of(EarnPurchase.Outcome.PointsOutOfRange, account);
        var cause = sale.Cause(posting.Account, programme, rate);
        var steps = PlayCounts.Of(posting.Account, programme, cause.Occasion, cause.Basket);
        var entry = sale.Entry(posting, date, rate, open, stacked, []);
        var caughtUp = posting.Account.Sequence;
        if (entry.Purchase!.Earned > Points.Zero || steps.Count > 0)
            posting.Add(Bonus(posting, entry, date) with { Play = steps });
        JourneySteps.Follow(posting, cause, steps);
        return posting.Account.Sequence == caughtUp ? Refusal.Of(EarnPurchase.Outcome.NothingToEarn, account) : posting.End(EarnPurchase.Outcome.Earned);
    }

    private EarnPurchase Sale => new(Payment, OccurredAt, At, Member, Reference)
    {
        On = Occasions.CardPayment,
        StoreId = StoreId,
        Budgets = Budgets,
        Cap = Cap,
    };

    private static LedgerEntry Bonus(Posting posting, LedgerEntry sale, DateOnly date)
    {
        var (points, expires) = (sale.Purchase!.Earned, sale.Purchase.Expires);
        return sale with
        {
            Kind = EntryKind.Bonus,
            Reason = Occasions.CardPayment,
            Points = points,
            Lots = points > Points.Zero ? posting.NewLot(points, date, expires) : [],
            Purchases = 0,
            Activity = [],
            Purchase = sale.Purchase with { Number = 0 },
        };
    }
}
