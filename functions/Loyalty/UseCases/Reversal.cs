using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>
/// Takes back what a purchase no longer earns: pending points first, then its own lot, then the soonest expiry, then debt.
/// </summary>
internal sealed class Reversal(Posting posting, PurchaseState purchase, Programme earnedUnder)
{
    /// <summary>
    /// The refund's entry, also where it takes nothing, so that its id is known; false when the points leave their range.
    /// </summary>
    public bool TryWrite(Refund refund, DateTimeOffset occurredAt, EntrySource source)
    {
        var remaining = RemainingLines.After(purchase, refund, out var more);
        var (before, left) = (Basket(purchase.Remaining), Basket(remaining));
        var play = PlayReversal.Of(posting.Account, purchase, earnedUnder, before, left);
        var after = Kept(remaining);
        var lost = purchase.Facts.Earned - purchase.Reversed - Points.Sum(after.Select(rule => rule.Points));
        var points = Points.Max(lost, Points.Zero);
        var entry = Take(points) with
        {
            Kind = EntryKind.Reverse,
            OccurredAt = occurredAt,
            Source = source,
            Rules = Lost(Kept(purchase.Remaining), after, points),
            Qualifying = purchase.Facts.IsPurchase && points > Points.Zero && OwnPending?.Held is null ? [new(earnedUnder.LocalDate(purchase.OccurredAt), -points)] : [],
            Activity = Activity(remaining),
            Uses = LeaderBoard.Uncount(purchase.OnBoard, before is not null && left is null, points),
            Refund = new RefundFacts(refund, points, more),
            Personal = left is null && IsHeld ? new PersonalEffect { Settled = purchase.Sequence } : null,
            Play = play.Steps,
        };
        if (!posting.CanTake(entry.Points))
            return false;
        posting.Add(entry);
        GiftReversal.Write(posting, JourneyGift.CauseOf(purchase.Purchase.Receipt), play.Causes, earnedUnder, left);
        return true;
    }

    /// <summary>The basket without lines of which nothing is left; null where nothing is left at all.</summary>
    private EarningBasket? Basket(IReadOnlyList<RemainingLine> remaining) => RemainingLines.Sum(remaining).Sign <= 0
        ? null
        : EarningBasket.Of(purchase.Purchase, [.. remaining.Where(line => line.AmountMinor.Sign != 0)], earnedUnder, Rate);

    private ExchangeRate? Rate => earnedUnder.Rates.FirstOrDefault(rate => rate.Id == purchase.Facts.Rate);

    /// <summary>What was given back of the day's purchases; the visit itself only when nothing is left of it.</summary>
    private ActivityChange[] Activity(IReadOnlyList<RemainingLine> remaining)
    {
        var (before, after) = (purchase.RemainingMinor, RemainingLines.Sum(remaining));
        var (currency, own) = (purchase.Purchase.Total.Currency, earnedUnder.Currency);
        var spent = Spending.Of(after, currency, Rate, own) - Spending.Of(before, currency, Rate, own);
        var visits = before.Sign > 0 && after.Sign <= 0 ? -1 : 0;
        return !purchase.Facts.IsPurchase || (spent == 0 && visits == 0) ? [] : [new ActivityChange(earnedUnder.LocalDate(purchase.OccurredAt), visits, spent)];
    }

    /// <summary>What the rules that were open to the purchase give for what remains, under its own version and tier.</summary>
    private IReadOnlyList<RulePoints> Kept(IReadOnlyList<RemainingLine> remaining)
    {
        if (RemainingLines.Sum(remaining).Sign <= 0)
            return [];
        var facts = purchase.Facts;
        var open = from id in facts.OpenRules
                   let rule = earnedUnder.Rule(id)
                   where rule is not null
                   select new OpenRule(rule, facts.Caps.FirstOrDefault(cap => cap.Id == id)?.Points);
        var (tier, basket) = (earnedUnder.Tiers.Level(facts.Tier), EarningBasket.Of(facts.Purchase, remaining, earnedUnder, Rate));
        var tierCap = facts.Caps.FirstOrDefault(cap => cap.Id == PurchasePoints.TierRule(tier.Id))?.Points;
        return StaffRate.Part(PurchasePoints.Of(basket, [.. open], tier, tierCap).Rules, facts.StaffRate);
    }

    /// <summary>By rule, where the differences are what is reversed; they are not when a refund gave more than it took before.</summary>
    private static RulePoints[] Lost(IReadOnlyList<RulePoints> before, IReadOnlyList<RulePoints> after, Points points)
    {
        var lost = before.Select(rule => rule.Id).Union(after.Select(rule => rule.Id))
            .Select(id => new RulePoints(id, Of(after, id) - Of(before, id)))
            .Where(rule => rule.Points != Points.Zero)
            .ToArray();
        return Points.Sum(lost.Select(rule => rule.Points)) == -points ? lost : [];

        static Points Of(IReadOnlyList<RulePoints> rules, string id) =>
            Points.Sum(rules.Where(rule => rule.Id == id).Select(rule => rule.Points));
    }

    private LedgerEntry Take(Points points)
    {
        var isHere = purchase.MemberId == posting.Account.MemberId;
        return new OwnLot(earnedUnder.LocalDate(purchase.OccurredAt), purchase.Facts.Expires, IsOwn, isHere).Take(posting, points, OwnPending);
    }

    private bool IsHeld => purchase.MemberId == posting.Account.MemberId && posting.Account.Personal.HeldSales.Any(sale => sale.Sequence == purchase.Sequence);

    private PendingPoints? OwnPending => posting.Account.Pending.FirstOrDefault(item => IsOwn(item.Source))
        ?? posting.Account.Pending.FirstOrDefault(item => IsOwn(item.Lot, item.Expires));

    /// <summary>After a merge the points lie in the lot that the merge made for their last day.</summary>
    private bool IsOwn(long lot, DateOnly expires) => expires == purchase.Facts.Expires
        && (purchase.MemberId == posting.Account.MemberId
            ? lot == purchase.Lot
            : posting.Account.Merged.Any(merged => merged.Sequence == lot));

    private bool IsOwn(EntrySource source)
    {
        var receipt = purchase.Purchase.Receipt;
        return (source.Partner, source.StoreId, source.ReceiptId, source.BusinessDate)
            == (receipt.Partner, receipt.StoreId, receipt.ReceiptId, receipt.BusinessDate);
    }
}
