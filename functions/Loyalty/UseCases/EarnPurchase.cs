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
/// Grants the points of a sale, or makes them pending, with the tier held before it. A sale that earns nothing is an entry of 0.
/// </summary>
public sealed record EarnPurchase(
    Purchase Purchase, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member, string? Reference = null)
{
    public enum Outcome { Earned, AccountClosed, PurchaseInvalid, ClockImplausible, RateMissing, PointsOutOfRange }

    /// <summary>What was taken from budgets for this sale.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    /// <summary>What the partner of the receipt may give.</summary>
    public PartnerCap Cap { get; init; } = PartnerCap.None;

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (Purchase.Check() is not null)
            return Refusal.Of(Outcome.PurchaseInvalid, account);
        if (!PlausibleClock.Believes(OccurredAt, At))
            return Refusal.Of(Outcome.ClockImplausible, account);
        var date = programme.LocalDate(OccurredAt);
        if (!programme.TryGetRate(Purchase.Total.Currency, date, out var rate))
            return Refusal.Of(Outcome.RateMissing, account);
        var posting = new Posting(account, programme, At);
        if (!TryCompute(posting, rate, out var open, out var stacked) || !posting.CanTake(stacked.Points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var cause = Cause(posting.Account, programme, rate);
        var steps = PlayCounts.Of(posting.Account, programme, cause.Occasion, cause.Basket);
        posting.Add(Effects(Entry(posting, date, rate, open, stacked) with { Play = steps }, posting, stacked.Points, date));
        JourneySteps.Follow(posting, cause, steps);
        return posting.End(Outcome.Earned);
    }

    private bool TryCompute(Posting posting, ExchangeRate? rate, out IReadOnlyList<OpenRule> open, out Stacked stacked)
    {
        var (account, programme) = (posting.Account, posting.Programme);
        var tier = programme.Tiers.Level(account.Tier.Id);
        open = OpenRules.For(account, programme, Occasion(account, tier), At).Held(account, programme.LocalDate(OccurredAt));
        stacked = new Stacked([], []);
        try
        {
            var basket = EarningBasket.Of(Purchase, RemainingLines.AllOf(Purchase), programme, rate);
            var alone = PurchasePoints.Of(basket, open, tier);
            var date = programme.LocalDate(OccurredAt);
            stacked = new Stacking(programme, account, date, At) { PartnerLeft = Cap.Left(account, Purchase.Receipt.Partner, date, At) }.Apply(alone, Budgets);
            _ = stacked.Points;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    private JourneyOccasion Cause(Account before, Programme programme, ExchangeRate? rate) => new(
        Occasion(before, programme.Tiers.Level(before.Tier.Id)),
        Purchase.Receipt.Source(null),
        EarningBasket.Of(Purchase, RemainingLines.AllOf(Purchase), programme, rate))
    {
        Cause = JourneyGift.CauseOf(Purchase.Receipt),
    };

    private Occasion Occasion(Account account, TierLevel tier) => new(Occasions.Purchase, OccurredAt, tier.Id, Member)
    {
        MemberId = account.MemberId,
        Account = account,
        Partner = Purchase.Receipt.Partner,
        StoreId = Purchase.Receipt.StoreId,
        Channel = Purchase.Channel,
        PurchaseNumber = account.PurchaseCount + 1,
    };

    private LedgerEntry Entry(Posting posting, DateOnly date, ExchangeRate? rate, IReadOnlyList<OpenRule> open, Stacked stacked)
    {
        var usable = open.Where(rule => rule.UsedUp is null).ToArray();
        var cut = Stacking.Caps(stacked).ToArray();
        var caps = usable.Where(rule => rule.Cap is not null && cut.All(other => other.Id != rule.Rule.Id))
            .Select(rule => new RulePoints(rule.Rule.Id, rule.Cap!.Value));
        return new LedgerEntry
        {
            Kind = EntryKind.Earn,
            OccurredAt = OccurredAt,
            Source = Purchase.Receipt.Source(Reference),
            Rules = stacked.Rules,
            Cuts = stacked.Cuts,
            Uses = [.. RuleUses.Of(posting.Programme, stacked.Rules, date), .. Cap.Uses(Purchase.Receipt.Partner, stacked.Rules, date), .. LeaderBoard.Count(posting.Account, posting.Programme, Purchase.Receipt.StoreId, date, stacked.Points)],
            Personal = PersonalOffers.Used(posting.Programme, posting.Account, stacked.Rules, date),
            Purchases = 1,
            Activity = [new ActivityChange(date, 1, Spending.Of(Purchase.Total.Minor, Purchase.Total.Currency, rate, posting.Programme.Currency))],
            Purchase = new PurchaseFacts(
                Purchase,
                posting.Programme.Tiers.Level(posting.Account.Tier.Id).Id,
                posting.Account.PurchaseCount + 1,
                [.. usable.Select(rule => rule.Rule.Id)],
                [.. caps, .. cut],
                rate?.Id,
                stacked.Points,
                posting.Programme.ExpiresOn(date)),
        };
    }

    private static LedgerEntry Effects(LedgerEntry entry, Posting posting, Points points, DateOnly date)
    {
        var programme = posting.Programme;
        entry = entry with { Tier = TierStanding.Raise(posting.Account, programme, Gain(entry, points, programme.Tiers), date, posting.Today) };
        if (points <= Points.Zero)
            return entry;
        var (release, expires) = (programme.PendingFor.After(date), programme.ExpiresOn(date));
        entry = entry with
        {
            Qualifying = [new QualifyingChange(date, points)],
        };
        return release > posting.Today
            ? entry with { Pending = [posting.NewPending(points, release, date, expires, entry.Source)] }
            : entry with { Points = points, Lots = posting.NewLot(points, date, expires) };
    }

    /// <summary>What the sale counts for the tier, in the unit of its days.</summary>
    private static long Gain(LedgerEntry entry, Points points, TierLadder ladder) => ladder.By switch
    {
        TierMeasure.Spend => entry.Activity[0].Spent,
        TierMeasure.Visits => entry.Activity[0].Visits,
        _ => Math.Max(points.Value, 0),
    };
}
