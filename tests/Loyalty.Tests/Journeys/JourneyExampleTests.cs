using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Journeys;

/// <summary>Runs the example of the README beside the journeys.</summary>
public class JourneyExampleTests
{
    private static readonly MemberFacts Reachable = new(null, []) { Channels = ["email"] };

    private static readonly Programme Coffee = Given.Programme(Example("journeys.md"));

    private static Decision<EarnPurchase.Outcome> Buy(Account account, string total, string at) =>
        new EarnPurchase(Sale(total), Instant(at), Instant(at), Reachable).Decide(account, Coffee);

    private static Account Enrolled(string at = "2026-03-02T10:00Z") =>
        new EnrolMember(Till, Instant(at), Instant(at), Reachable).Decide(NewAccount(Coffee, at), Coffee).Account;

    private static Decision<EarnEvent.Outcome> Happens(Account account, string on, string at, MemberFacts? member = null) =>
        new EarnEvent(on, Till, Instant(at), Instant(at), member ?? Reachable).Decide(account, Coffee);

    [Fact]
    public void Whoever_enrols_gets_points_and_is_written_to_by_the_channel_that_is_allowed()
    {
        var at = "2026-03-02T10:00Z";
        var decision = new EnrolMember(Till, Instant(at), Instant(at), Reachable).Decide(NewAccount(Coffee, at), Coffee);

        var entry = Assert.Single(decision.Entries);
        Assert.Equal((EntryKind.Bonus, new Points(50), "journey:welcome 50"), (entry.Kind, entry.Points, entry.RulesText()));
        Assert.Equal(new MessageRequest("welcome", "email"), entry.Personal!.Message);
    }

    [Fact]
    public void A_purchase_opens_an_offer_for_the_next_visit_that_is_used_once()
    {
        var first = Buy(Enrolled(), "20.00", "2026-03-03T10:00Z");
        var second = Buy(first.Account, "30.00", "2026-03-10T10:00Z");
        var third = Buy(second.Account, "30.00", "2026-03-11T10:00Z");

        Assert.Equal(["base 20", ""], first.Entries.Select(entry => entry.RulesText()));
        Assert.Equal("base 30, double-next 30", second.Entries[0].RulesText());
        Assert.Equal(-1, Assert.Single(second.Entries[0].Personal!.Grants).Uses);
        Assert.Equal("base 30", Assert.Single(third.Entries).RulesText()); // once a month
    }

    [Fact]
    public void An_offer_that_has_ended_or_was_never_made_gives_nothing()
    {
        var offered = Buy(Enrolled(), "20.00", "2026-03-03T10:00Z").Account;

        Assert.Equal("base 10, double-next 10", Buy(offered, "10.00", "2026-03-17T10:00Z").Entries[0].RulesText());
        Assert.Equal("base 10", Buy(offered, "10.00", "2026-03-18T10:00Z").Entries[0].RulesText());
        Assert.Equal("base 10", Buy(Enrolled(), "10.00", "2026-03-03T10:00Z").Entries[0].RulesText());
    }

    [Fact]
    public void A_birthday_gives_a_reward_that_costs_nothing_and_is_had_once()
    {
        var account = Happens(Enrolled(), Occasions.Birthday, "2026-04-01T00:10Z").Account;
        var redeem = new RedeemPoints("r1", RedemptionRequest.For("cake"), Till, Instant("2026-04-02T10:00Z"));
        var eaten = redeem.Decide(account, Coffee);

        Assert.Equal((RedeemPoints.Outcome.Redeemed, Points.Zero), (eaten.Outcome, eaten.Entries[0].Points));
        Assert.Equal(new Points(50), eaten.Account.Balance);
        Assert.Equal(RedeemPoints.Outcome.InsufficientPoints, (redeem with { RedemptionId = "r2" }).Decide(eaten.Account, Coffee).Outcome);
    }

    [Fact]
    public void A_granted_reward_that_was_reserved_comes_back_when_the_reservation_does()
    {
        var account = Happens(Enrolled(), Occasions.Birthday, "2026-04-01T00:10Z").Account;
        var reserve = new ReservePoints("r1", RedemptionRequest.For("cake"), Till, Instant("2026-04-02T10:00Z"));
        var held = reserve.Decide(account, Coffee).Account;
        var lapsed = new CatchUp(Instant("2026-04-02T11:00Z")).Decide(held, Coffee).Account;
        var captured = new CaptureReservation("r1", null, Till, Instant("2026-04-02T10:05Z")).Decide(held, Coffee);

        Assert.Equal(ReservePoints.Outcome.InsufficientPoints, (reserve with { RedemptionId = "r2" }).Decide(held, Coffee).Outcome);
        Assert.Equal(account.Personal.Grants, lapsed.Personal.Grants);
        Assert.Equal(CaptureReservation.Outcome.Captured, captured.Outcome);
        Assert.Empty(captured.Account.Personal.Grants);
        Assert.Empty(captured.Account.Personal.Held);
    }

    [Fact]
    public void Nobody_is_written_to_without_consent_or_more_often_than_the_cap()
    {
        var enrolled = Enrolled();
        var same = Happens(enrolled, Occasions.Birthday, "2026-03-04T00:10Z").Entries[0].Personal!;
        var next = Happens(enrolled, Occasions.Birthday, "2026-03-09T00:10Z").Entries[0].Personal!;
        var never = Happens(enrolled, Occasions.Birthday, "2026-03-09T00:10Z", MemberFacts.None).Entries[0].Personal!;

        Assert.Equal(("contact-cap", null, 1), (same.Skipped, same.Message, same.Grants.Count));
        Assert.Equal((null, "birthday"), (next.Skipped, next.Message?.Template));
        Assert.Equal(("no-consent", null, 1), (never.Skipped, never.Message, never.Grants.Count));
    }

    [Fact]
    public void Who_stops_coming_is_called_back_once_until_the_next_purchase()
    {
        var account = Buy(Enrolled(), "10.00", "2026-03-03T10:00Z").Account;
        Assert.Equal(Instant("2026-05-01T22:00Z"), account.NextDue(DueKind.Journey, Coffee)); // midnight in Berlin

        var called = new RunJourneys(Instant("2026-05-02T00:20Z"), Reachable).Decide(account, Coffee);
        var again = new RunJourneys(Instant("2026-06-02T00:20Z"), Reachable).Decide(called.Account, Coffee);
        var bought = Buy(called.Account, "10.00", "2026-06-03T10:00Z").Account;

        Assert.Equal(("miss-you", "barista-class"), (called.Entries[0].Personal!.Message?.Template, called.Account.Personal.Grants[0].Item));
        Assert.Equal(RunJourneys.Outcome.NothingDue, again.Outcome);
        Assert.Equal(Instant("2026-08-01T22:00Z"), bought.NextDue(DueKind.Journey, Coffee));
    }

    [Theory]
    [InlineData("2026-12-05T12:00Z", 10, null)]
    [InlineData("2026-12-25T12:00Z", 0, "over")]
    public void A_season_comes_about_once_and_leaves_an_entry_also_when_it_is_over(string run, long points, string? skipped)
    {
        var account = Enrolled();
        Assert.Equal(Instant("2026-11-30T23:00Z"), account.NextDue(DueKind.Journey, Coffee));

        var decision = new RunJourneys(Instant(run), Reachable).Decide(account, Coffee);

        var entry = Assert.Single(decision.Entries);
        Assert.Equal((new Points(points), skipped), (entry.Points, entry.Personal!.Skipped));
        Assert.Null(decision.Account.NextDue(DueKind.Journey, Coffee));
    }

    [Fact]
    public void A_closed_case_is_thanked_for()
    {
        var decision = Happens(Enrolled(), "event:case.closed", "2026-03-04T10:00Z");

        Assert.Equal("journey:sorry 100", Assert.Single(decision.Entries).RulesText());
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, Happens(Enrolled(), "event:cart.abandoned", "2026-03-04T10:00Z").Outcome);
    }

    [Fact]
    public void A_consent_to_text_messages_counts_once_it_is_confirmed_and_is_thanked_for_once()
    {
        var asked = new Profile(null, null, null, "+4915112345678") { Consents = new Consents(Sms: true) };
        var confirmed = asked with { Confirmed = ["sms"] };
        var at = Instant("2026-03-03T10:00Z");
        var question = new GiveConsent([], [new("sms", "4711")], Till, at, Reachable).Decide(Enrolled(), Coffee);
        var answer = new GiveConsent(["sms"], [], Till, at, Reachable).Decide(question.Account, Coffee);

        Assert.Empty(asked.ChannelsUnder(Coffee.Contact));
        Assert.Equal(["sms"], confirmed.ChannelsUnder(Coffee.Contact));
        Assert.Equal(new MessageRequest("confirm", "sms") { Code = "4711" }, Assert.Single(question.Entries).Personal!.Message);
        Assert.Equal("journey:agreed 15", Assert.Single(answer.Entries).RulesText());
        Assert.Equal(GiveConsent.Outcome.NothingFollows, new GiveConsent(["sms"], [], Till, at, Reachable).Decide(answer.Account, Coffee).Outcome);
    }

    [Fact]
    public void An_offer_for_this_visit_holds_for_the_day_and_no_longer()
    {
        var there = Happens(Enrolled(), Occasions.CheckIn, "2026-03-03T10:00Z").Account;
        var cake = Sale("4.00", Line("c", "cake", "4.00"));

        Assert.Equal("base 4, cake-today 10", there.Earn(Coffee, cake, "2026-03-03T22:59Z").Entries[0].RulesText());
        Assert.Equal("base 4", there.Earn(Coffee, cake, "2026-03-03T23:00Z").Entries[0].RulesText()); // midnight in Berlin
        Assert.Equal("base 4", Enrolled().Earn(Coffee, cake, "2026-03-03T10:00Z").Entries[0].RulesText());
    }

    [Fact]
    public void Points_that_expire_soon_are_told_of_with_the_day_and_how_many()
    {
        var decision = new RemindOfExpiry(new ExpiringPoints(Date("2026-04-30"), new Points(50)), Instant("2026-04-01T08:00Z"), Reachable).Decide(Enrolled(), Coffee);

        Assert.Equal(new MessageRequest("use-them", "email") { On = Date("2026-04-30"), Points = new Points(50) }, Assert.Single(decision.Entries).Personal!.Message);
    }

    [Fact]
    public void An_answered_survey_is_thanked_for_once_a_month()
    {
        var once = Happens(Enrolled(), Occasions.Survey, "2026-03-04T10:00Z");

        Assert.Equal("journey:heard 20", Assert.Single(once.Entries).RulesText());
        Assert.Equal(EarnEvent.Outcome.NothingToEarn, Happens(once.Account, Occasions.Survey, "2026-03-31T10:00Z").Outcome);
        Assert.Equal(EarnEvent.Outcome.Earned, Happens(once.Account, Occasions.Survey, "2026-04-01T10:00Z").Outcome);
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_account_and_rows_read_back_to_it()
    {
        var enrolment = new EnrolMember(Till, Instant("2026-03-02T10:00Z"), Instant("2026-03-02T10:00Z"), Reachable).Decide(NewAccount(Coffee, "2026-03-02T10:00Z"), Coffee);
        var sale = Buy(enrolment.Account, "20.00", "2026-03-03T10:00Z");
        var birthday = Happens(sale.Account, Occasions.Birthday, "2026-04-01T00:10Z");
        var held = new ReservePoints("r1", RedemptionRequest.For("cake"), Till, Instant("2026-04-02T10:00Z")).Decide(birthday.Account, Coffee);
        LedgerEntry[] entries = [.. enrolment.Entries, .. sale.Entries, .. birthday.Entries, .. held.Entries];

        Assert.Equal(held.Account.Text(), Account.Rebuild(entries).Text());
        Assert.Equal(held.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(held.Account.Text())).Text());
        Assert.All(entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
    }

    [Fact]
    public void Grants_come_along_when_two_members_become_one()
    {
        var from = Buy(Enrolled(), "20.00", "2026-03-03T10:00Z").Account;
        var away = new MergeAway("m2", Till, Instant("2026-03-04T10:00Z")).Decide(from, Coffee);
        var other = NewAccount(Coffee, "2026-01-01T12:00Z", "m2");
        var stayed = new MergeInto(away.Entries[^1], Till, Instant("2026-03-04T10:00Z")).Decide(other, Coffee).Account;

        Assert.Equal(from.Personal.Grants, stayed.Personal.Grants);
        Assert.Equal(from.Personal.LastPurchase, stayed.Personal.LastPurchase);
        Assert.Empty(away.Account.Personal.Grants);
    }
}
