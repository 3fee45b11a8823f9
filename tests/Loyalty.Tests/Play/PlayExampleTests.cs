using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Play;

/// <summary>Runs the example of the README beside the goals.</summary>
public class PlayExampleTests
{
    private static readonly Programme Cafe = Given.Programme(Example("play.md"));

    private static Decision<EarnEvent.Outcome> Happens(Account account, string on, string at) =>
        new EarnEvent(on, Till, Instant(at), Instant(at), MemberFacts.None).Decide(account, Cafe);

    private static Account CheckIn(Account account, params string[] days) =>
        days.Aggregate(account, (before, day) => Happens(before, Occasions.CheckIn, day + "T10:00Z").Account);

    private static Purchase Coffees(long quantity) => Sale("9.00", Line("c", "coffee", "9.00", quantity));

    private static GoalProgress Progress(Account account, string goal, string at) =>
        GoalProgress.AllFor(account, Cafe, Instant(at)).Single(progress => progress.Goal.Id == goal);

    [Fact]
    public void Five_coffees_in_March_give_one_for_nothing_and_only_once()
    {
        var three = NewAccount(Cafe).Earn(Cafe, Coffees(3), "2026-03-05T10:00Z");
        var five = three.Account.Earn(Cafe, Coffees(2), "2026-03-06T10:00Z");
        var more = five.Account.Earn(Cafe, Coffees(5), "2026-03-07T10:00Z");

        Assert.Equal((3L, 0L), (Progress(three.Account, "five-in-march", "2026-03-05T11:00Z").Done, Progress(three.Account, "five-in-march", "2026-03-05T11:00Z").Reached));
        Assert.True(Assert.Single(five.Entries[0].Play).IsReached);
        Assert.Equal("coffee", Assert.Single(five.Account.Personal.Grants).Item);
        Assert.False(Assert.Single(Assert.Single(more.Entries).Play).IsReached);
        Assert.Equal((5L, 1L), (Progress(more.Account, "five-in-march", "2026-03-07T11:00Z").Done, Progress(more.Account, "five-in-march", "2026-03-07T11:00Z").Reached));
    }

    [Theory]
    [InlineData("tea", "2026-03-05T10:00Z")]
    [InlineData("coffee", "2026-02-28T10:00Z")]
    [InlineData("coffee", "2026-04-01T10:00Z")]
    public void What_the_conditions_do_not_ask_for_does_not_count(string category, string at) =>
        Assert.Empty(NewAccount(Cafe).Earn(Cafe, Sale("9.00", Line("c", category, "9.00", 5)), at).Entries[0].Play);

    [Fact]
    public void Three_weeks_in_a_row_are_a_streak_and_a_gap_begins_it_anew()
    {
        // Weeks begin on Monday: 2 March 2026 is one.
        var twice = CheckIn(NewAccount(Cafe), "2026-03-02", "2026-03-03", "2026-03-09");
        var streak = Happens(twice, Occasions.CheckIn, "2026-03-22T10:00Z");
        var gap = CheckIn(twice, "2026-03-23");

        Assert.Equal(["", "journey:regular-20 20"], streak.Entries.Select(entry => entry.RulesText()));
        Assert.Equal((3L, 1L), (Progress(streak.Account, "regular", "2026-03-23T10:00Z").Done, Progress(streak.Account, "regular", "2026-03-23T10:00Z").Reached));
        Assert.Equal(1, Progress(gap, "regular", "2026-03-23T10:00Z").Done);
        Assert.Equal(0, Progress(twice, "regular", "2026-03-23T10:00Z").Done);
    }

    [Fact]
    public void Two_days_in_the_old_town_are_a_challenge_and_other_places_do_not_count()
    {
        var once = Walk(NewAccount(Cafe), "old-town", "2026-03-02T10:00Z");
        var elsewhere = Walk(once.Account, "harbour", "2026-03-03T10:00Z");
        var twice = Walk(once.Account, "old-town", "2026-03-04T10:00Z");

        Assert.Equal(EarnEvent.Outcome.NothingToEarn, elsewhere.Outcome);
        Assert.Equal((2L, 1L), (Progress(twice.Account, "walker", "2026-03-04T11:00Z").Done, Progress(twice.Account, "walker", "2026-03-04T11:00Z").Reached));
        Assert.Equal(0, Progress(twice.Account, "walker", "2026-04-01T10:00Z").Done);
    }

    private static Decision<EarnEvent.Outcome> Walk(Account account, string fence, string at) =>
        new EarnEvent(Occasions.Geofence, Till, Instant(at), Instant(at), MemberFacts.None) { GeofenceId = fence }.Decide(account, Cafe);

    [Fact]
    public void Friends_of_friends_are_a_badge_of_their_own()
    {
        var one = Happens(NewAccount(Cafe), "event:referral.chain", "2026-03-02T10:00Z");
        var two = Happens(one.Account, "event:referral.chain", "2026-03-03T10:00Z").Account;

        Assert.Equal((2L, 1L, 0L), (Progress(two, "ancestor", "2026-03-04T10:00Z").Done, Progress(two, "ancestor", "2026-03-04T10:00Z").Reached, Progress(two, "friendly", "2026-03-04T10:00Z").Done));
    }

    [Fact]
    public void A_day_counts_once_and_what_comes_too_late_not_at_all()
    {
        var once = Happens(NewAccount(Cafe), "event:referral.made", "2026-03-02T10:00Z");
        var again = Happens(once.Account, "event:referral.made", "2026-03-02T12:00Z");
        var late = new EarnEvent("event:referral.made", Till, Instant("2026-03-01T10:00Z"), Instant("2026-03-03T10:00Z"), MemberFacts.None).Decide(once.Account, Cafe);
        var second = Happens(once.Account, "event:referral.made", "2026-03-03T10:00Z");

        Assert.Equal(EarnEvent.Outcome.NothingToEarn, again.Outcome);
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, late.Outcome);
        Assert.Equal((2L, 1L), (Progress(second.Account, "friendly", "2026-04-03T10:00Z").Done, Progress(second.Account, "friendly", "2026-04-03T10:00Z").Reached));
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_steps()
    {
        var sale = NewAccount(Cafe).Earn(Cafe, Coffees(5), "2026-03-05T10:00Z");
        var visit = Happens(sale.Account, Occasions.CheckIn, "2026-03-06T10:00Z");
        LedgerEntry[] entries = [.. sale.Entries, .. visit.Entries];

        Assert.Equal(visit.Account.Text(), Account.Rebuild(entries).Text());
        Assert.Equal(visit.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(visit.Account.Text())).Text());
        Assert.All(entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
    }

    [Fact]
    public void Who_receives_another_member_goes_on_from_the_further_of_both()
    {
        var from = CheckIn(NewAccount(Cafe), "2026-03-02", "2026-03-09");
        var away = new MergeAway("m2", Till, Instant("2026-03-10T10:00Z")).Decide(from, Cafe);
        var other = CheckIn(NewAccount(Cafe, memberId: "m2"), "2026-03-03");
        var stayed = new MergeInto(away.Entries[^1], Till, Instant("2026-03-10T10:00Z")).Decide(other, Cafe).Account;

        Assert.Equal(2, Progress(stayed, "regular", "2026-03-10T10:00Z").Done);
        Assert.Empty(away.Account.Play);
    }
}
