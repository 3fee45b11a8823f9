using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Grants the fixed bonuses on something other than a purchase: a check-in, a geofence, a referral, a survey.</summary>
/// <param name="On">One of <see cref="Occasions"/> or <c>event:{name}</c>.</param>
public sealed record EarnEvent(string On, EntrySource Source, DateTimeOffset OccurredAt, DateTimeOffset At, MemberFacts Member)
{
    public enum Outcome { Earned, AccountClosed, ClockImplausible, NothingToEarn, PointsOutOfRange }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (!PlausibleClock.Believes(OccurredAt, At))
            return Refusal.Of(Outcome.ClockImplausible, account);
        var posting = new Posting(account, programme, At);
        var cause = Occasion(posting.Account);
        var open = OpenRules.For(posting.Account, programme, cause, At).Held(posting.Account, programme.LocalDate(OccurredAt));
        var rules = open.Where(rule => rule.Rule.Points is RuleAmount.Fixed)
            .Select(rule => new RulePoints(rule.Rule.Id, rule.Capped(((RuleAmount.Fixed)rule.Rule.Points).Points)))
            .Where(rule => rule.Points > Points.Zero)
            .ToArray();
        var steps = PlayCounts.Of(posting.Account, programme, cause, null);
        if (rules.Length == 0 && steps.Count == 0 && !JourneySteps.Any(programme, On))
            return Refusal.Of(Outcome.NothingToEarn, account);
        var points = Points.Sum(rules.Select(rule => rule.Points));
        if (!posting.CanTake(points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var caughtUp = posting.Account.Sequence;
        if (rules.Length + steps.Count > 0)
            posting.Add(Bonus(posting, points, rules) with { Play = steps });
        JourneySteps.Follow(posting, new JourneyOccasion(cause, Source, null), steps);
        if (posting.Account.Sequence == caughtUp)
            return Refusal.Of(Outcome.NothingToEarn, account);
        return posting.End(Outcome.Earned);
    }

    private Occasion Occasion(Account account) => new(On, OccurredAt, account.Tier.Id, Member)
    {
        Partner = Source.Partner,
        StoreId = Source.StoreId,
        Channel = Channel,
        GeofenceId = GeofenceId,
    };

    private LedgerEntry Bonus(Posting posting, Points points, RulePoints[] rules)
    {
        var date = posting.Programme.LocalDate(OccurredAt);
        return new LedgerEntry
        {
            Kind = EntryKind.Bonus,
            Points = points,
            OccurredAt = OccurredAt,
            Source = Source,
            Reason = On,
            Rules = rules,
            Lots = posting.NewLot(points, date, posting.Programme.ExpiresOn(date)),
            Personal = PersonalOffers.Used(posting.Programme, posting.Account, rules, date),
            Uses = RuleUses.Of(posting.Programme, rules, date),
        };
    }
}
