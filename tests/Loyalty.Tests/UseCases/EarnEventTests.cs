using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class EarnEventTests
{
    private static Decision<EarnEvent.Outcome> CheckIn(Account account, string at, string? occurredAt = null) =>
        new EarnEvent(Occasions.CheckIn, Till, Instant(occurredAt ?? at), Instant(at), MemberFacts.None).Decide(account, Sample);

    [Fact]
    public void A_visit_gives_ten_points_once_a_local_day()
    {
        var first = CheckIn(NewAccount(Sample), "2026-11-03T22:30Z");
        var again = CheckIn(first.Account, "2026-11-03T22:59Z");
        var tomorrow = CheckIn(first.Account, "2026-11-03T23:00Z"); // midnight in Berlin

        Assert.Equal((EntryKind.Bonus, new Points(10), "visit 10"), (first.Entries[0].Kind, first.Entries[0].Points, first.Entries[0].RulesText()));
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, again.Outcome);
        Assert.Empty(again.Entries);
        Assert.Equal(new Points(20), tomorrow.Account.Balance);
    }

    [Fact]
    public void The_limit_counts_the_day_of_the_event_and_not_of_its_arrival()
    {
        var first = CheckIn(NewAccount(Sample), "2026-11-05T12:00Z", occurredAt: "2026-11-03T12:00Z");
        var other = CheckIn(first.Account, "2026-11-05T12:01Z", occurredAt: "2026-11-04T12:00Z");
        var same = CheckIn(other.Account, "2026-11-06T12:00Z", occurredAt: "2026-11-03T18:00Z");

        Assert.Equal(EarnEvent.Outcome.Earned, other.Outcome);
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, same.Outcome);
    }

    [Theory]
    [InlineData("week", "2026-11-01T12:00Z", true)] // the Sunday of the week before
    [InlineData("week", "2026-11-02T12:00Z", false)]
    [InlineData("month", "2026-11-30T12:00Z", false)]
    [InlineData("month", "2026-12-01T12:00Z", true)]
    [InlineData("year", "2026-12-31T12:00Z", false)]
    [InlineData("year", "2027-01-01T12:00Z", true)]
    [InlineData("ever", "2027-12-01T12:00Z", false)]
    public void A_limit_renews_with_its_period(string per, string second, bool renewed)
    {
        var programme = Rules($$"""{"id": "s", "on": "survey", "points": {"fixed": 5}, "limit": {"count": 1, "per": "{{per}}"} }""");
        Decision<EarnEvent.Outcome> Survey(Account account, string at) =>
            new EarnEvent(Occasions.Survey, Till, Instant(at), Instant(at), MemberFacts.None).Decide(account, programme);

        var account = Survey(NewAccount(programme), "2026-11-03T12:00Z").Account;

        Assert.Equal(renewed ? EarnEvent.Outcome.Earned : EarnEvent.Outcome.NothingToEarn, Survey(account, second).Outcome);
    }

    [Fact]
    public void An_arrival_so_late_that_its_uses_are_forgotten_finds_the_limit_used_up()
    {
        var late = CheckIn(NewAccount(Sample), "2026-11-03T12:00Z", occurredAt: "2026-08-03T12:00Z");
        var tooLate = CheckIn(NewAccount(Sample), "2026-11-03T12:00Z", occurredAt: "2026-08-02T12:00Z");

        Assert.Equal((EarnEvent.Outcome.Earned, EarnEvent.Outcome.NothingToEarn), (late.Outcome, tooLate.Outcome));
    }

    [Fact]
    public void A_geofence_rule_asks_for_its_geofence()
    {
        var programme = Rules("""{"id": "g", "on": "geofence", "when": {"geofences": ["mall"]}, "points": {"fixed": 3}}""");
        var entered = new EarnEvent(Occasions.Geofence, Till, Instant("2026-11-03T12:00Z"), Instant("2026-11-03T12:00Z"), MemberFacts.None);

        Assert.Equal(EarnEvent.Outcome.Earned, (entered with { GeofenceId = "mall" }).Decide(NewAccount(programme), programme).Outcome);
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, (entered with { GeofenceId = "park" }).Decide(NewAccount(programme), programme).Outcome);
    }

    [Fact]
    public void Bonuses_that_are_no_purchases_do_not_count_for_the_tier()
    {
        var account = CheckIn(NewAccount(Sample), "2026-11-03T12:00Z").Account;

        Assert.Equal(Points.Zero, account.At(Instant("2026-11-03T12:00Z"), Sample).Tier.QualifyingPoints);
    }

    [Fact]
    public void An_implausible_clock_is_refused()
    {
        var decision = CheckIn(NewAccount(Sample), "2026-11-03T12:00Z", occurredAt: "2027-11-03T12:00Z");

        Assert.Equal(EarnEvent.Outcome.ClockImplausible, decision.Outcome);
        Assert.Empty(decision.Entries);
    }
}
