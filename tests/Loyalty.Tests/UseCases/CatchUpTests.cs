using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class CatchUpTests
{
    private const string Base = """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} }""";

    [Theory]
    [InlineData("P12M", "month", "2026-11-03", "2027-11-30")]
    [InlineData("P12M", "quarter", "2026-11-03", "2027-12-31")]
    [InlineData("P12M", "quarter", "2026-03-31", "2027-03-31")]
    [InlineData("P12M", "year", "2026-11-03", "2027-12-31")]
    [InlineData("P12M", null, "2026-11-03", "2027-11-03")]
    [InlineData("P1M", null, "2026-01-31", "2026-02-28")]
    [InlineData("P1Y", null, "2028-02-29", "2029-02-28")]
    [InlineData("P1Y", "month", "2027-02-28", "2028-02-29")]
    [InlineData("P90D", null, "2026-11-03", "2027-02-01")]
    [InlineData("P10000Y", null, "2026-11-03", "9999-12-31")]
    public void A_lot_has_a_last_day(string after, string? roundUpTo, string earned, string lastDay)
    {
        var rounding = roundUpTo is null ? "" : $""", "roundUpTo": "{roundUpTo}" """;
        var programme = Rules(Base, $$""" "expiry": {"after": "{{after}}"{{rounding}} } """);

        Assert.Equal(Date(lastDay), programme.ExpiresOn(Date(earned)));
    }

    [Fact]
    public void A_lot_is_usable_through_its_last_day_and_expires_at_the_next_local_midnight()
    {
        var account = NewAccount(Sample).Earned(Sample, "50.00", "2026-11-03T12:00Z"); // through 30 November 2027
        var midnight = Instant("2027-11-30T23:00Z");

        Assert.Equal(midnight, account.NextDue(DueKind.Expiry, Sample));
        Assert.Equal(CatchUp.Outcome.NothingDue, new CatchUp(midnight.AddTicks(-1)).Decide(account, Sample).Outcome);
        var entry = Assert.Single(new CatchUp(midnight).Decide(account, Sample).Entries);
        Assert.Equal((EntryKind.Expire, new Points(-50), midnight), (entry.Kind, entry.Points, entry.OccurredAt));
    }

    [Fact]
    [Trait("Fault", "100")]
    public void The_balance_excludes_what_has_expired_before_the_run_has_been()
    {
        var account = NewAccount(Sample).Earned(Sample, "50.00", "2026-11-03T12:00Z").Earned(Sample, "20.00", "2026-12-03T12:00Z");

        var view = account.At(Instant("2027-12-03T12:00Z"), Sample);

        Assert.Equal((new Points(20), new Points(20)), (view.Points, view.Available));
        Assert.Equal([new ExpiringPoints(Date("2027-12-31"), new Points(20))], view.Expiring);
        Assert.Equal(new Points(70), account.Balance);
    }

    [Fact]
    [Trait("Fault", "98")]
    public void A_lot_that_was_partly_used_expires_only_its_rest()
    {
        var account = NewAccount(Sample).Earned(Sample, "150.00", "2026-11-03T12:00Z"); // 200
        var redeemed = new RedeemPoints("r", RedemptionRequest.Of(new Points(120)), Till, Instant("2026-11-04T12:00Z")).Decide(account, Sample).Account;

        Assert.Equal(new Points(-80), new CatchUp(Instant("2028-01-01T00:00Z")).Decide(redeemed, Sample).Entries[0].Points);
    }

    [Fact]
    [Trait("Fault", "28")]
    public void Twice_makes_no_difference()
    {
        var account = NewAccount(Sample).Earned(Sample, "50.00", "2026-11-03T12:00Z");
        var once = new CatchUp(Instant("2027-12-05T12:00Z")).Decide(account, Sample);
        var twice = new CatchUp(Instant("2027-12-05T12:00Z")).Decide(once.Account, Sample);

        Assert.Equal((CatchUp.Outcome.CaughtUp, CatchUp.Outcome.NothingDue), (once.Outcome, twice.Outcome));
        Assert.Empty(twice.Entries);
    }

    [Fact]
    public void Released_points_make_a_lot_that_counts_from_the_purchase()
    {
        var programme = Rules(Base, """ "pending": {"for": "P14D"}, "expiry": {"after": "P1M"} """);
        var account = NewAccount(programme).Earned(programme, "20.00", "2026-11-03T12:00Z");

        var entry = Assert.Single(new CatchUp(Instant("2026-11-20T12:00Z")).Decide(account, programme).Entries);

        Assert.Equal((EntryKind.Release, new Points(20), new Points(-20)), (entry.Kind, entry.Points, entry.PendingPoints));
        Assert.Equal(Instant("2026-11-16T23:00Z"), entry.OccurredAt);
        Assert.Equal(new LotChange(1, Date("2026-11-03"), Date("2026-12-03"), new Points(20)), Assert.Single(entry.Lots));
        Assert.Equal(account.Pending[0].Source, entry.Source);
    }

    [Fact]
    public void Release_and_expiry_follow_in_the_order_of_their_dates()
    {
        var programme = Rules(Base, """ "pending": {"for": "P14D"}, "expiry": {"after": "P15D"} """);
        var account = NewAccount(programme).Earned(programme, "20.00", "2026-11-03T12:00Z").Earned(programme, "7.00", "2026-11-10T12:00Z");

        var entries = new CatchUp(Instant("2027-06-01T12:00Z")).Decide(account, programme).Entries;

        Assert.Equal([EntryKind.Release, EntryKind.Expire, EntryKind.Release, EntryKind.Expire], entries.Select(entry => entry.Kind));
        Assert.Equal(entries.Select(entry => entry.OccurredAt).Order(), entries.Select(entry => entry.OccurredAt));
    }

    [Fact]
    public void At_one_instant_releases_come_before_expiries()
    {
        var programme = Rules(
            Base + """, {"id": "visit", "on": "checkin", "points": {"fixed": 10} }""", """ "pending": {"for": "P14D"}, "expiry": {"after": "P13D"} """);
        var noon = Instant("2026-11-03T12:00Z");
        var account = NewAccount(programme).Earned(programme, "20.00", "2026-11-03T12:00Z");
        account = new EarnEvent("checkin", Till, noon, noon, Loyalty.Members.MemberFacts.None).Decide(account, programme).Account;

        var entries = new CatchUp(Instant("2026-11-20T12:00Z")).Decide(account, programme).Entries;

        Assert.Equal([(EntryKind.Release, 20L), (EntryKind.Expire, -30L)], entries.Select(entry => (entry.Kind, entry.Points.Value)));
    }

    [Fact]
    public void A_long_absence_is_caught_up_in_pieces()
    {
        var programme = Rules(Base, """ "expiry": {"after": "P300D"} """);
        var account = NewAccount(programme);
        for (var day = 0; day < 100; day++)
            account = account.Earned(programme, "1.00", Instant("2026-01-01T12:00Z").AddDays(day).ToString("O"));

        var first = new CatchUp(Instant("2027-06-01T12:00Z")).Decide(account, programme);
        var second = new CatchUp(Instant("2027-06-01T12:00Z")).Decide(first.Account, programme);
        var third = new CatchUp(Instant("2027-06-01T12:00Z")).Decide(second.Account, programme);

        Assert.Equal([(CatchUp.Outcome.MoreDue, 40), (CatchUp.Outcome.MoreDue, 40), (CatchUp.Outcome.CaughtUp, 20)],
            ((CatchUp.Outcome, int)[])[(first.Outcome, first.Entries.Count), (second.Outcome, second.Entries.Count), (third.Outcome, third.Entries.Count)]);
        Assert.Equal(Points.Zero, third.Account.Balance);
    }

    [Fact]
    [Trait("Fault", "108")]
    public void Lots_keep_the_last_day_that_they_were_earned_with()
    {
        var shorter = Rules(Base, """ "expiry": {"after": "P1M"} """);
        var account = NewAccount(Sample).Earned(Sample, "50.00", "2026-11-03T12:00Z");

        Assert.Equal(CatchUp.Outcome.NothingDue, new CatchUp(Instant("2027-03-01T12:00Z")).Decide(account, shorter).Outcome);
    }
}
