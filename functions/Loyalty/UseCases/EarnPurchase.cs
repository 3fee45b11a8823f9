using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>
/// Grants the points of a sale, or makes them pending, with the tier held before it. A sale that earns nothing is an entry of 0.
/// </summary>
public sealed record EarnPurchase(
    Purchase Purchase, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member, string? Reference = null)
{
    /// <summary><c>Held</c>: earned, but the points wait until somebody has looked at it; the entry says why. <c>NothingToEarn</c>: never of a purchase.</summary>
    public enum Outcome { Earned, Held, AccountClosed, PurchaseInvalid, ClockImplausible, RateMissing, PointsOutOfRange, NothingToEarn }

    /// <summary>What it earns on: a purchase, or a payment of one.</summary>
    internal string On { get; init; } = Occasions.Purchase;

    /// <summary>Where, for what is no purchase and so has no receipt of a store.</summary>
    internal string? StoreId { get; init; }

    /// <summary>What was taken from budgets for this sale.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    /// <summary>What the partner of the receipt may give.</summary>
    public PartnerCap Cap { get; init; } = PartnerCap.None;

    /// <summary>What somebody else has noticed of the sale, in the order in which it counts.</summary>
    public IReadOnlyList<HoldReason> Suspicions { get; init; } = [];

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
        var posting = new Posting(account, programme, At) { Budgets = Budgets };
        if (!TryCompute(posting, rate, out var open, out var stacked) || !posting.CanTake(stacked.Points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var counted = Velocity.Count(programme, Occasions.Purchase, Purchase.Receipt.StoreId, Purchase.RegisterId, OccurredAt);
        if (Suspected(posting.Account, programme, counted) is { } held)
            return Withhold(posting, Entry(posting, date, rate, open, stacked, counted), held);
        var cause = Cause(posting.Account, programme, rate);
        var steps = PlayCounts.Of(posting.Account, programme, cause.Occasion, cause.Basket);
        var entry = Entry(posting, date, rate, open, stacked, counted);
        entry = entry with { Play = steps, Uses = [.. entry.Uses, .. LeaderBoard.Count(posting.Account, programme, Purchase.Receipt.StoreId, date, entry.Purchase!.Earned)] };
        posting.Add(Effects(entry, posting, entry.Purchase!.Earned, date));
        JourneySteps.Follow(posting, cause, steps);
        return posting.End(Outcome.Earned);
    }

    private HoldReason? Suspected(Account account, Programme programme, IReadOnlyList<RuleUse> counted) =>
        Suspicions.Count > 0 ? Suspicions[0]
        : Velocity.IsTooFast(account, programme, counted) ? HoldReason.Purchases
        : null;

    /// <summary>The points wait for somebody; the purchase is counted, but brings no goal, journey, board or tier nearer that goes by points.</summary>
    private static Decision<Outcome> Withhold(Posting posting, LedgerEntry entry, HoldReason held)
    {
        var (points, date) = (entry.Purchase!.Earned, entry.Activity[0].On);
        var gain = posting.Programme.Tiers.By == TierMeasure.Points ? 0 : Gain(entry, points, posting.Programme.Tiers);
        posting.Add(entry with
        {
            Tier = TierStanding.Raise(posting.Account, posting.Programme, gain, date, posting.Today),
            Personal = (entry.Personal ?? PersonalEffect.None) with { Withheld = held },
            Pending = points > Points.Zero ? [posting.NewPending(points, DateOnly.MaxValue, date, entry.Purchase.Expires, entry.Source, held)] : [],
        });
        return posting.End(Outcome.Held);
    }

    internal bool TryCompute(Posting posting, ExchangeRate? rate, out IReadOnlyList<OpenRule> open, out Stacked stacked)
    {
        var (account, programme) = (posting.Account, posting.Programme);
        var tier = programme.Tiers.Level(account.Tier.Id);
        open = OpenRules.For(account, programme, Occasion(account, tier), At).Held(account, programme.LocalDate(OccurredAt));
        stacked = new Stacked([], []);
        try
        {
            var basket = EarningBasket.Of(Purchase, RemainingLines.AllOf(Purchase), programme, rate);
            var date = programme.LocalDate(OccurredAt);
            var alone = StaffRate.Apply(PurchasePoints.Of(basket, open, tier), StaffRate.Of(account, programme, Member, date));
            stacked = new Stacking(programme, account, date, At) { PartnerLeft = Cap.Left(account, Purchase.Receipt.Partner, date, At) }.Apply(alone, Budgets);
            _ = stacked.Points;
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    internal JourneyOccasion Cause(Account before, Programme programme, ExchangeRate? rate) => new(
        Occasion(before, programme.Tiers.Level(before.Tier.Id)),
        Source with { Reference = null },
        EarningBasket.Of(Purchase, RemainingLines.AllOf(Purchase), programme, rate))
    {
        Cause = JourneyGift.CauseOf(Purchase.Receipt),
    };

    private EntrySource Source => On == Occasions.Purchase ? Purchase.Receipt.Source(Reference) : Purchase.Receipt.Source(Reference) with { StoreId = StoreId };

    private Occasion Occasion(Account account, TierLevel tier) => new(On, OccurredAt, tier.Id, Member)
    {
        MemberId = account.MemberId,
        Account = account,
        Partner = Purchase.Receipt.Partner,
        StoreId = On == Occasions.Purchase ? Purchase.Receipt.StoreId : StoreId,
        Channel = Purchase.Channel,
        PurchaseNumber = account.PurchaseCount + 1,
    };

    internal LedgerEntry Entry(Posting posting, DateOnly date, ExchangeRate? rate, IReadOnlyList<OpenRule> open, Stacked stacked, IReadOnlyList<RuleUse> counted)
    {
        var staffRate = StaffRate.Of(posting.Account, posting.Programme, Member, date);
        var usable = open.Where(rule => rule.UsedUp is null).ToArray();
        var cut = StaffRate.Whole(Stacking.Caps(stacked).UnionBy(Beaten(posting.Programme, usable, stacked), rule => rule.Id), staffRate).ToArray();
        var caps = usable.Where(rule => rule.Cap is not null && cut.All(other => other.Id != rule.Rule.Id))
            .Select(rule => new RulePoints(rule.Rule.Id, rule.Cap!.Value));
        return new LedgerEntry
        {
            Kind = EntryKind.Earn,
            OccurredAt = OccurredAt,
            Source = Source,
            Rules = stacked.Rules,
            Cuts = stacked.Cuts,
            Uses = [.. RuleUses.Of(posting.Programme, stacked.Rules, date), .. Cap.Uses(Purchase.Receipt.Partner, stacked.Rules, date), .. counted],
            Personal = Personal(posting, stacked, staffRate, date),
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
                posting.Programme.ExpiresOn(date))
            {
                On = On,
                StaffRate = staffRate,
            },
        };
    }

    /// <summary>A refund may let another bonus of a group win: not one that would take from a budget what nobody has asked it for.</summary>
    private static IEnumerable<RulePoints> Beaten(Programme programme, OpenRule[] usable, Stacked stacked) =>
        from open in usable
        where open.Rule.Group is not null && programme.BudgetsOf(open.Rule).Any()
        select new RulePoints(open.Rule.Id, stacked.Rules.FirstOrDefault(rule => rule.Id == open.Rule.Id)?.Points ?? Points.Zero);

    /// <summary>Offers that were used; and once, that the member earns as staff.</summary>
    private static PersonalEffect? Personal(Posting posting, Stacked stacked, Rational? staffRate, DateOnly date)
    {
        var used = PersonalOffers.Used(posting.Programme, posting.Account, stacked.Rules, date);
        return staffRate is null || posting.Account.Personal.Staff is not null ? used : (used ?? PersonalEffect.None) with { Staff = StaffStep.Found };
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
