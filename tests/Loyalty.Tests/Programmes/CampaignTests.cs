using System.Text;
using Loyalty.Earning;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

public class CampaignTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private static readonly Programme Spring = Programme("""
        {"id": "test", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin",
         "campaigns": [{"id": "spring", "from": "2026-11-01", "until": "2026-11-30", "limit": {"count": 1, "per": "month"}, "budget": {"points": 500}, "holdOut": {"percent": 50}}],
         "earn": [{"id": "a", "on": "purchase", "campaign": "spring", "points": {"fixed": 20}, "budget": {"points": 100}},
                  {"id": "b", "on": "purchase", "campaign": "spring", "points": {"fixed": 7}}]}
        """);

    /// <summary>A member who gets the campaign, and one who is held out of it.</summary>
    private static string Member(bool isHeldOut) =>
        Enumerable.Range(1, 100).Select(number => $"m{number}").First(id => Spring.Campaigns[0].IsHeldOut(id) == isHeldOut);

    [Fact]
    public void Who_is_held_out_earns_nothing_of_a_campaign_and_is_not_shown_it()
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: true));

        Assert.Empty(account.Earn(Spring, Sale("1.00"), Noon).Entries[0].Rules);
        Assert.Empty(Offer.AllFor(account, Spring, MemberFacts.None, Instant(Noon)));
    }

    [Fact]
    public void A_hash_holds_out_about_as_many_as_the_campaign_says()
    {
        var heldOut = Enumerable.Range(0, 10_000).Count(number => Spring.Campaigns[0].IsHeldOut($"m{number}"));

        Assert.InRange(heldOut, 4_800, 5_200);
    }

    [Theory]
    [InlineData("2026-10-31T12:00Z", OfferReason.NotYet)]
    [InlineData("2026-11-30T22:00Z", OfferReason.Open)]
    [InlineData("2026-11-30T23:00Z", OfferReason.Over)] // midnight in Berlin
    public void The_time_of_a_campaign_is_that_of_its_rules(string at, OfferReason reason)
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: false));

        Assert.All(Offer.AllFor(account, Spring, MemberFacts.None, Instant(at)), offer => Assert.Equal(reason, offer.Reason));
        Assert.Equal(reason == OfferReason.Open ? 27 : 0, account.Earn(Spring, Sale("1.00"), at).Account.Balance.Value);
    }

    [Fact]
    public void A_limit_of_a_campaign_counts_a_receipt_once_for_all_its_rules()
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: false)).Earned(Spring, "1.00", Noon);

        var again = account.Earn(Spring, Sale("1.00"), Noon).Entries[0];

        Assert.Equal(27, account.Balance.Value);
        Assert.Equal(["a 20 Campaign", "b 7 Campaign"], again.Cuts.Select(cut => $"{cut.Rule} {cut.Points} {cut.Reason}"));
        Assert.Equal("campaign:spring", Assert.Single(account.RuleUses).Rule);
    }

    [Fact]
    public void A_budget_gives_what_is_left_of_it_and_says_so()
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: false));
        var left = new BudgetsLeft(new Dictionary<string, Points> { ["rule:a"] = new(15), ["campaign:spring"] = new(17) });

        var entry = Sell(account, left).Entries[0];

        Assert.Equal("a 15, b 2", entry.RulesText());
        Assert.Equal(["a 5 Budget", "b 5 Budget"], entry.Cuts.Select(cut => $"{cut.Rule} {cut.Points} {cut.Reason}"));
        Assert.Equal(
            [("campaign:spring", 17L), ("rule:a", 15L)],
            BudgetDemand.Of(Spring, [entry]).Select(demand => (demand.Key, demand.Value.Value)).Order());
    }

    [Fact]
    public void A_refund_never_gives_a_rule_more_than_its_budget_did()
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: false));
        var sale = Sell(account, new BudgetsLeft(new Dictionary<string, Points> { ["rule:a"] = new(15), ["campaign:spring"] = new(400) }));
        var purchase = PurchaseState.Fold(null, sale.Entries[0])!;

        var part = Refund(sale.Account, purchase, "4.00");
        var rest = Refund(part.Account, PurchaseState.Fold(purchase, part.Entries[0])!, "6.00");

        Assert.Equal((22L, 22L, 0L), (sale.Account.Balance.Value, part.Account.Balance.Value, rest.Account.Balance.Value));
        Assert.Equal("a -15, b -7", rest.Entries[0].RulesText());
        Assert.Equal(-15, BudgetDemand.Of(Spring, rest.Entries)["rule:a"].Value);
    }

    [Fact]
    public void An_offer_whose_budget_is_spent_says_so()
    {
        var account = NewAccount(Spring, memberId: Member(isHeldOut: false));
        var spent = new BudgetsLeft(new Dictionary<string, Points> { ["rule:a"] = Points.Zero, ["campaign:spring"] = new(3) });

        var offers = Offer.AllFor(account, Spring, MemberFacts.None, Instant(Noon), spent);

        Assert.Equal([OfferReason.BudgetSpent, OfferReason.Open], offers.Select(offer => offer.Reason));
    }

    [Fact]
    public void A_factor_below_one_takes_no_more_than_a_limit_left()
    {
        var programme = Rules("""
            {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}, "limit": {"points": 10, "per": "day"}},
            {"id": "half", "on": "purchase", "points": {"multiply": "0.5"}}
            """);

        var account = NewAccount(programme).Earned(programme, "10.00", Noon);

        Assert.Equal("", account.Earn(programme, Sale("100.00"), Noon).Entries[0].RulesText());
    }

    [Theory]
    [InlineData("""{"campaigns": [{"id": "a", "until": "soon"}]}""", "/campaigns/0/until")]
    [InlineData("""{"campaigns": [{"id": "a", "holdOut": {"percent": 51}}]}""", "/campaigns/0/holdOut/percent")]
    [InlineData("""{"campaigns": [{"id": "a", "limit": {"per": "day"}}]}""", "/campaigns/0/limit")]
    [InlineData("""{"campaigns": [{"id": "a"}, {"id": "a"}]}""", "/campaigns/1/id")]
    [InlineData("""{"limit": {"count": 1, "per": "day"}}""", "/limit/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "campaign": "b"}]}""", "/earn/0/campaign")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"multiply": "2"}, "group": "b"}]}""", "/earn/0/group")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1, "by": "total"}}]}""", "/earn/0/points/by")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"steps": []}}]}""", "/earn/0/points/steps")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"steps": [{"from": 2, "points": 1}, {"from": 2, "points": 5}]}}]}""", "/earn/0/points/steps/1/from")]
    [InlineData("""{"earn": [{"id": "a", "on": "checkin", "points": {"each": 1}}]}""", "/earn/0/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"seasons": ["02-30/03-01"]}}]}""", "/earn/0/when/seasons/0")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"basket": {"categories": "tea"}}}]}""", "/earn/0/when/basket/categories")]
    [InlineData("""{"earn": [{"id": "a", "on": "checkin", "points": {"fixed": 1}, "when": {"basket": {}}}]}""", "/earn/0/when/basket")]
    [InlineData("""{"segments": [{"id": "a"}]}""", "/segments/0/when")]
    [InlineData("""{"segments": [{"id": "a", "when": {"visits": {"within": "P30D"}}}]}""", "/segments/0/when/visits")]
    [InlineData("""{"segments": [{"id": "a", "when": {"activeWithin": "P25M"}}]}""", "/segments/0/when/activeWithin")]
    [InlineData("""{"segments": [{"id": "a", "when": {"tiers": ["gold"]}}]}""", "/segments/0/when/tiers/0")]
    [InlineData("""{"tiers": {"window": "calendar-month", "levels": [{"id": "a", "from": 0}]}}""", "/tiers/window")]
    [InlineData("""{"tiers": {"window": "P12M", "by": "luck", "levels": [{"id": "a", "from": 0}]}}""", "/tiers/by")]
    [InlineData("""{"tiers": {"window": "P12M", "grace": "PT1H", "levels": [{"id": "a", "from": 0}]}}""", "/tiers/grace")]
    [Trait("Fault", "116")]
    public void Everything_wrong_with_a_campaign_or_bonus_is_named_by_its_pointer(string json, string pointer) =>
        Assert.Contains(ProgrammeReader.Read(Encoding.UTF8.GetBytes(json)).Faults, fault => fault.Pointer == pointer);

    private static Decision<EarnPurchase.Outcome> Sell(Loyalty.Accounts.Account account, BudgetsLeft left) =>
        new EarnPurchase(Given.Sale("10.00"), Instant(Noon), Instant(Noon), MemberFacts.None) { Budgets = left }.Decide(account, Spring);

    private static Decision<RefundPurchase.Outcome> Refund(Loyalty.Accounts.Account account, PurchaseState purchase, string total) =>
        new RefundPurchase(new Refund(purchase.Purchase.Receipt, $"f{total}", Money(total), []), Instant(Noon), Instant(Noon))
            .Decide(account, purchase, Spring, Spring);
}
