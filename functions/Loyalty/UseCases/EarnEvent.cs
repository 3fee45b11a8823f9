using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>Grants the fixed bonuses on something other than a purchase: a check-in, a geofence, a referral, a survey.</summary>
/// <param name="On">One of <see cref="Occasions"/> or <c>event:{name}</c>.</param>
public sealed record EarnEvent(string On, EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member)
{
    /// <summary><c>TooFast</c>: a velocity rule holds visits back until its period is over, or somebody lifts that.</summary>
    public enum Outcome { Earned, AccountClosed, ClockImplausible, TooFast, NothingToEarn, PointsOutOfRange }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }

    /// <summary>What was taken from budgets for this event.</summary>
    public BudgetsLeft Budgets { get; init; } = BudgetsLeft.Unasked;

    /// <summary>What the partner of the event may give.</summary>
    public PartnerCap Cap { get; init; } = PartnerCap.None;

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (!PlausibleClock.Believes(OccurredAt, At))
            return Refusal.Of(Outcome.ClockImplausible, account);
        var posting = new Posting(account, programme, At) { Budgets = Budgets };
        var counted = Velocity.Count(programme, On, Source.StoreId, null, OccurredAt);
        if (Velocity.IsTooFast(posting.Account, programme, counted))
            return Refusal.Of(Outcome.TooFast, account);
        var cause = Occasion(posting.Account);
        var date = programme.LocalDate(OccurredAt);
        var open = OpenRules.For(posting.Account, programme, cause, At).Held(posting.Account, date);
        var staffRate = On is Occasions.CheckIn or Occasions.Geofence ? StaffRate.Of(posting.Account, programme, Member, date) : null;
        var stacked = new Stacking(programme, posting.Account, date, At) { PartnerLeft = Cap.Left(posting.Account, Source.Partner, date, At) }
            .Apply(StaffRate.Apply(Alone(open), staffRate), Budgets);
        var points = stacked.Points;
        var steps = PlayCounts.Of(posting.Account, programme, cause, null);
        if (points <= Points.Zero && steps.Count == 0 && !JourneySteps.Any(programme, On))
            return Refusal.Of(Outcome.NothingToEarn, account);
        if (!posting.CanTake(points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var caughtUp = posting.Account.Sequence;
        if (points > Points.Zero || steps.Count > 0)
            posting.Add(Bonus(posting, points, stacked, counted) with { Play = steps });
        JourneySteps.Follow(posting, new JourneyOccasion(cause, Source, null), steps);
        if (posting.Account.Sequence == caughtUp)
            return Refusal.Of(Outcome.NothingToEarn, account);
        return posting.End(Outcome.Earned);
    }

    /// <summary>Each bonus within its own limit, and of a group the one that gives the most.</summary>
    private static Stacked Alone(IReadOnlyList<OpenRule> open)
    {
        var bonuses = open.Where(rule => rule.Rule.Points is RuleAmount.Fixed).ToArray();
        var cuts = new List<RuleCut>();
        var granted = new List<RulePoints>();
        foreach (var rule in bonuses)
        {
            var (whole, capped) = (((RuleAmount.Fixed)rule.Rule.Points).Points, Capped(rule));
            var isBest = rule.Rule.Group is not { } group || rule == bonuses.Where(other => other.Rule.Group == group).MaxBy(Capped);
            var kept = rule.UsedUp is null && isBest ? capped : Points.Zero;
            if (kept < whole)
                cuts.Add(new RuleCut(rule.Rule.Id, rule.UsedUp ?? (isBest ? CutReason.Limit : CutReason.Group), whole - kept));
            if (kept > Points.Zero)
                granted.Add(new RulePoints(rule.Rule.Id, kept));
        }

        return new Stacked(granted, cuts);
    }

    private static Points Capped(OpenRule rule)
    {
        var points = ((RuleAmount.Fixed)rule.Rule.Points).Points;
        return rule.UsedUp is not null ? Points.Zero : rule.Cap is { } cap ? Points.Min(points, cap) : points;
    }

    private Occasion Occasion(Account account) => new(On, OccurredAt, account.Tier.Id, Member)
    {
        MemberId = account.MemberId,
        Account = account,
        Partner = Source.Partner,
        StoreId = Source.StoreId,
        Channel = Channel,
        GeofenceId = GeofenceId,
    };

    private LedgerEntry Bonus(Posting posting, Points points, Stacked stacked, IReadOnlyList<RuleUse> counted)
    {
        var date = posting.Programme.LocalDate(OccurredAt);
        return new LedgerEntry
        {
            Kind = EntryKind.Bonus,
            Points = points,
            OccurredAt = OccurredAt,
            Source = Source,
            Reason = On,
            Rules = stacked.Rules,
            Cuts = stacked.Cuts,
            Lots = posting.NewLot(points, date, posting.Programme.ExpiresOn(date)),
            Personal = PersonalOffers.Used(posting.Programme, posting.Account, stacked.Rules, date),
            Uses = [.. RuleUses.Of(posting.Programme, stacked.Rules, date), .. Cap.Uses(Source.Partner, stacked.Rules, date), .. counted],
        };
    }
}
