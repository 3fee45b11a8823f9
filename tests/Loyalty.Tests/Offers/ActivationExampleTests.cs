using System.Text.RegularExpressions;
using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Simulations;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>Goes through the example of the README about offers that members activate.</summary>
public class ActivationExampleTests
{
    private const string Section = "## Offers that a member activates";
    private const string Shoes = "shoes";
    private const string At = "2026-03-02T10:00Z";

    private static readonly Programme Clips = Given.Programme(Example("offers.md", Section));

    private static Decision<ActivateOffer.Outcome> Activate(Account account, string offer = Shoes, string at = At, Programme? programme = null, BudgetsLeft? budgets = null) =>
        new ActivateOffer(offer, Till, Instant(at), MemberFacts.None) { Budgets = budgets ?? BudgetsLeft.Unasked }.Decide(account, programme ?? Clips);

    private static Purchase Pair() => Sale("50.00", Line("boot", Shoes, "50.00"));

    private static OfferReason Seen(Account account, string at, string offer = Shoes) =>
        Offer.AllFor(account, Clips, MemberFacts.None, Instant(at)).Single(one => one.Rule.Id == offer).Reason;

    private static string Word(Enum value) => Regex.Replace(value.ToString(), "(?<=.)([A-Z])", "-$1").ToLowerInvariant();

    [Fact]
    public void The_table_is_what_comes_of_it_day_by_day()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("offers.md")!;
        var rows = Regex.Matches(new StreamReader(stream).ReadToEnd(), @"^\| `([\d-]+)` \| (\w+ ?\w*) \| `([^`]+)` \| `([a-z-]+)` \|\r?$", RegexOptions.Multiline);
        var account = NewAccount(Clips);
        foreach (var (day, does, told, then) in rows.Select(row => (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value)))
        {
            var (at, came) = (day + "T10:00Z", "");
            if (does == "activates")
            {
                var activated = Activate(account, at: at);
                (came, account) = (Word(activated.Outcome), activated.Account);
            }
            else
            {
                var bought = account.Earn(Clips, does == "buys shoes" ? Pair() : Sale("50.00", Line("novel", "books", "50.00")), at);
                (came, account) = (bought.Entries[^1].RulesText(), bought.Account);
            }

            Assert.Equal((day, told, then), (day, came, Word(Seen(account, at))));
        }

        Assert.Equal(11, rows.Count);
    }

    [Fact]
    public void An_activation_is_one_entry_of_no_points_that_grants_the_offer()
    {
        var activated = Activate(NewAccount(Clips));

        var entry = Assert.Single(activated.Entries);
        Assert.Equal((EntryKind.Bonus, Points.Zero, "offer:shoes", null), (entry.Kind, entry.Points, entry.Reason, entry.Personal!.Journey));
        Assert.Equal((GrantKind.Offer, Shoes, Date("2026-03-16"), 1L), (entry.Personal.Grants[0].Kind, entry.Personal.Grants[0].Item, entry.Personal.Grants[0].Until, entry.Personal.Grants[0].Uses));
        Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text());
        Assert.Equal(activated.Account.Text(), Account.Rebuild(activated.Entries).Text());
    }

    [Fact]
    public void A_day_of_offers_holds_for_its_uses_and_that_day_for_who_has_the_tier()
    {
        var friend = NewAccount(Clips).Earned(Clips, "1000.00", At);
        var account = Activate(friend, "bonus-day", "2026-03-03T08:00Z").Account;

        var sales = Enumerable.Range(9, 4).Select(hour =>
        {
            var sale = account.Earn(Clips, Sale("10.00"), $"2026-03-03T{hour:D2}:00Z");
            account = sale.Account;
            return sale.Entries[^1].RulesText();
        }).ToArray();

        Assert.Equal(["base 10, bonus-day 10", "base 10, bonus-day 10", "base 10, bonus-day 10", "base 10"], sales);
        Assert.Equal("base 10", Activate(friend, "bonus-day", "2026-03-03T08:00Z").Account.Earn(Clips, Sale("10.00"), "2026-03-03T23:00Z").Entries[^1].RulesText()); // midnight in Berlin
        Assert.Equal(ActivateOffer.Outcome.OtherTier, Activate(NewAccount(Clips), "bonus-day").Outcome);
    }

    [Theory]
    [InlineData("base")]
    [InlineData("no-such-offer")]
    public void What_nobody_can_activate_is_unknown(string offer) => Assert.Equal(ActivateOffer.Outcome.OfferUnknown, Activate(NewAccount(Clips), offer).Outcome);

    [Theory]
    [InlineData("\"until\": \"2026-03-01\"", ActivateOffer.Outcome.Over)]
    [InlineData("\"from\": \"2026-03-03\"", ActivateOffer.Outcome.NotYet)]
    [InlineData("\"seasons\": [\"12-01/12-24\"]", ActivateOffer.Outcome.OutOfSeason)]
    [InlineData("\"segments\": [\"vip\"]", ActivateOffer.Outcome.OtherSegment)]
    [InlineData("\"firstPurchase\": true", ActivateOffer.Outcome.NotFirstPurchase)]
    [InlineData("\"birthday\": {\"within\": \"P3D\"}", ActivateOffer.Outcome.NotNearBirthday)]
    [InlineData("\"hours\": \"01:00-02:00\", \"every\": 7, \"stores\": [\"s9\"]", ActivateOffer.Outcome.Activated)]
    public void Whatever_the_list_says_is_the_answer_and_nothing_is_written(string when, ActivateOffer.Outcome outcome)
    {
        var programme = Rules($$"""{"id": "shoes", "on": "purchase", "personal": true, "activate": {"for": "P7D"}, "when": { {{when}} }, "points": {"fixed": 7} }""");
        var account = NewAccount(programme).Earned(programme, "1.00", "2026-03-01T10:00Z");

        var decision = Activate(account, programme: programme);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == ActivateOffer.Outcome.Activated ? 1 : 0, decision.Entries.Count);
    }

    [Fact]
    public void Nobody_who_is_held_out_or_finds_the_budget_spent_activates()
    {
        var campaign = Clips.Campaigns[0];
        var (held, chosen) = (Member(campaign.IsHeldOut), Member(id => !campaign.IsHeldOut(id)));
        var spent = new BudgetsLeft(new Dictionary<string, Points> { ["rule:spring-hat"] = Points.Zero });

        Assert.Equal(ActivateOffer.Outcome.HeldOut, Activate(held, "spring-hat").Outcome);
        Assert.Equal(ActivateOffer.Outcome.BudgetSpent, Activate(chosen, "spring-hat", budgets: spent).Outcome);
        Assert.Equal(ActivateOffer.Outcome.Activated, Activate(chosen, "spring-hat").Outcome);

        static Account Member(Func<string, bool> fits) => NewAccount(Clips, memberId: Enumerable.Range(1, 100).Select(number => $"m{number}").First(fits));
    }

    [Fact]
    public void A_refund_takes_the_points_back_and_not_the_use()
    {
        var shop = new Shop(Clips).Activates(Shoes, At).Buys(Pair(), "2026-03-03T10:00Z").Voids("2026-03-04T10:00Z");

        Assert.Equal(Points.Zero, shop.Account.Balance);
        Assert.Empty(shop.Account.Personal.Grants);
        Assert.Equal(OfferReason.NotActivated, Seen(shop.Account, "2026-03-05T10:00Z"));
        Assert.Equal(1, Offer.AllFor(shop.Account, Clips, MemberFacts.None, Instant("2026-03-05T10:00Z")).Single(one => one.Rule.Id == Shoes).UsesLeft);
    }

    [Fact]
    public void Of_two_members_who_become_one_each_brings_what_was_activated_and_an_erasure_ends_it()
    {
        var away = new MergeAway("m1", Till, Instant("2026-03-03T10:00Z")).Decide(Activate(NewAccount(Clips, memberId: "m2")).Account, Clips);
        var stays = new MergeInto(away.Entries[^1], Till, Instant("2026-03-03T10:00Z")).Decide(Activate(NewAccount(Clips)).Account, Clips).Account;
        var once = stays.Earn(Clips, Pair(), "2026-03-04T10:00Z").Account;
        var erased = new EraseAccount(Till, Instant("2026-03-05T10:00Z")).Decide(once, Clips);

        Assert.Equal((2, 1), (stays.Personal.Grants.Count, once.Personal.Grants.Count));
        Assert.Equal("base 50, shoes 100", once.Earn(Clips, Pair(), "2026-03-05T10:00Z").Entries[^1].RulesText());
        Assert.Empty(erased.Account.Personal.Grants);
        Assert.Equal(ActivateOffer.Outcome.AccountClosed, Activate(erased.Account).Outcome);
    }

    [Fact]
    public void A_simulation_activates_what_the_member_did_as_far_as_the_candidate_lets_it()
    {
        var shop = new Shop(Clips).Activates(Shoes, At).Buys(Pair(), "2026-03-03T10:00Z").Buys(Pair(), "2026-03-04T10:00Z");
        var closed = Clips with { Earn = [.. Clips.Earn.Where(rule => rule.Id != Shoes)] };
        var twice = Clips with { Earn = [.. Clips.Earn.Select(rule => rule.Id == Shoes ? rule with { Activation = rule.Activation! with { Uses = 2 } } : rule)] };

        Assert.Equal((200L, 100L, 300L), (Issued(Clips), Issued(closed), Issued(twice)));

        long Issued(Programme candidate)
        {
            var span = new SimulationSpan(Instant("2026-03-01T00:00Z"), Instant("2026-04-01T00:00Z"));
            var replay = new MemberReplay(new ReplayTask(candidate, span), new ReplayMember("m1", MemberFacts.None, []));
            shop.Entries.ForEach(replay.Add);
            return replay.End().Issued;
        }
    }

    [Theory]
    [InlineData(""" "activate": {"for": "P7D"} """, "/earn/0/activate")]
    [InlineData(""" "personal": false, "activate": {"for": "P7D"} """, "/earn/0/activate")]
    [InlineData(""" "personal": true, "activate": {} """, "/earn/0/activate/for")]
    [InlineData(""" "personal": true, "activate": {"for": "PT5M"} """, "/earn/0/activate/for")]
    [InlineData(""" "personal": true, "activate": {"for": "P7D", "uses": 0} """, "/earn/0/activate/uses")]
    [InlineData(""" "personal": true, "activate": {"for": "P7D", "often": 1} """, "/earn/0/activate/often")]
    [InlineData(""" "personal": true, "on": "enrolment", "activate": {"for": "P7D"} """, "/earn/0/activate")]
    [Trait("Fault", "116")]
    public void Everything_wrong_with_an_activation_is_named_by_its_pointer(string wrong, string pointer)
    {
        var on = wrong.Contains("\"on\"", StringComparison.Ordinal) ? "" : "\"on\": \"purchase\",";
        var json = $$"""{"id": "p", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin", "earn": [{"id": "a", {{on}} "points": {"fixed": 1}, {{wrong}} }]}""";

        var (programme, faults) = ProgrammeReader.Read(System.Text.Encoding.UTF8.GetBytes(json));

        Assert.Null(programme);
        Assert.Equal(pointer, Assert.Single(faults).Pointer);
    }

    [Theory]
    [InlineData("P30D", "P30D")]
    [InlineData("P1Y2M1W", "P14M7D")]
    [InlineData("P0D", "P0D")]
    [InlineData("P1DT30H5M6S", "P1DT30H5M6S")]
    public void A_duration_is_written_as_it_can_be_read(string text, string written)
    {
        Assert.True(Period.TryParse(text, out var period));

        Assert.Equal(written, period.ToString());
        Assert.True(Period.TryParse(written, out var again) && again == period);
    }
}
