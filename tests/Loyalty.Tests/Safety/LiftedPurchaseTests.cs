using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.Simulations;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Safety;

/// <summary>A purchase that waited does, once it is let go on, what it would have done.</summary>
public class LiftedPurchaseTests
{
    private static readonly Programme Club = Rules(
        """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
        """
        "safety": {"ownCard": "hold"}, "leaderboard": {"per": "month"},
        "tiers": {"window": "P12M", "levels": [{"id": "member", "from": 0}, {"id": "friend", "from": 100}]},
        "rewards": [{"id": "cake", "points": 100}],
        "goals": [{"id": "twice", "kind": "challenge", "on": "purchase", "per": "month", "count": 2}],
        "journeys": [
          {"id": "first", "on": "purchase", "when": {"firstPurchase": true}, "then": {"points": 3}},
          {"id": "third", "on": "purchase", "when": {"every": 3}, "then": {"points": 30}},
          {"id": "large", "on": "purchase", "when": {"minTotal": "50.00"}, "then": {"points": 7, "rewards": [{"id": "cake", "for": "P30D"}]}},
          {"id": "reached", "on": "goal:twice", "then": {"points": 20}}
        ]
        """);

    private static Shop Lions()
    {
        var shop = new Shop(Club);
        shop.Joins();
        return shop;
    }

    [Fact]
    public void Until_it_is_let_go_on_it_counts_for_nothing_that_goes_by_points_and_then_for_all()
    {
        var shop = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Buys(Sale("50.00"), "2026-03-05T10:00Z");
        Assert.Equal((57, "member", 1), (shop.Account.Balance.Value, shop.Account.Tier.Id, shop.Account.Play[0].Done));

        shop.Lifts("2026-04-10T10:00Z");

        Assert.Equal(
            ["adjust ", "release ", "bonus journey:first 3", "bonus journey:large 7", "bonus journey:reached 20"],
            shop.LastDecision.Select(entry => $"{entry.Kind.ToWire()} {entry.RulesText()}"));
        Assert.All(shop.LastDecision.Skip(2), entry => Assert.Equal(Instant("2026-03-02T10:00Z"), entry.OccurredAt));
        Assert.Equal((147, "friend", 2, 1), (shop.Account.Balance.Value, shop.Account.Tier.Id, shop.Account.Play[0].Done, shop.Account.Play[0].Reached));
        Assert.Equal([new BoardFigures("s1", "2026-03", new Points(110), 2)], LeaderBoard.AllOf(shop.Account));
        Assert.Empty(Hold.AllOn(shop.Account, Club, Instant("2026-04-10T10:00Z")));
        Assert.Equal(shop.Account.Text(), Account.Rebuild(shop.Entries).Text());
        Assert.Equal(shop.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(shop.Account.Text())).Text());
    }

    [Fact]
    public void It_stands_as_one_that_never_waited_and_a_refund_takes_the_same_back()
    {
        var never = Lions().Buys(Sale("60.00"), "2026-03-02T10:00Z").Buys(Sale("50.00"), "2026-03-05T10:00Z");
        var lifted = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Buys(Sale("50.00"), "2026-03-05T10:00Z").Lifts("2026-03-06T10:00Z");
        Assert.Equal(Standing(never), Standing(lifted));

        never.Refunds("20.00", "2026-03-07T10:00Z", purchase: 0);
        lifted.Refunds("20.00", "2026-03-07T10:00Z", purchase: 0);
        Assert.Equal(Standing(never), Standing(lifted));

        never.Refunds("40.00", "2026-03-08T10:00Z", purchase: 0);
        lifted.Refunds("40.00", "2026-03-08T10:00Z", purchase: 0);
        Assert.Equal(Standing(never), Standing(lifted));
        Assert.Equal((50 + 7, 1), (lifted.Account.Balance.Value, lifted.Account.Play[0].Done));
    }

    [Fact]
    public void What_was_given_back_before_does_not_come_and_what_is_gone_waits_no_more()
    {
        var part = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Refunds("20.00", "2026-03-03T10:00Z").Lifts("2026-03-04T10:00Z");
        var all = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Refunds("60.00", "2026-03-03T10:00Z");

        Assert.Equal(["", "", "journey:first 3"], part.LastDecision.Select(entry => entry.RulesText()));
        Assert.Equal((43, 40), (part.Account.Balance.Value, part.Account.QualifyingEver.Value));
        Assert.Equal([new BoardFigures("s1", "2026-03", new Points(40), 1)], LeaderBoard.AllOf(part.Account));
        Assert.Empty(Hold.AllOn(all.Account, Club, Instant("2026-03-04T10:00Z")));
        Assert.Empty(all.Lifts("2026-03-04T10:00Z").LastDecision);
    }

    [Fact]
    public void A_simulation_lets_it_go_on_as_it_went_on_and_takes_back_what_was_given_back()
    {
        var shop = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Buys(Sale("50.00"), "2026-03-05T10:00Z").Lifts("2026-03-06T10:00Z");
        Assert.Equal((147, 147), (shop.Account.Balance.Value, Replayed(shop)));

        shop.Refunds("60.00", "2026-03-07T10:00Z", purchase: 0);
        Assert.Equal((57, 57), (shop.Account.Balance.Value, Replayed(shop)));
    }

    private static long Replayed(Shop shop)
    {
        var span = new SimulationSpan(Instant("2026-01-01T00:00Z"), Instant("2026-04-01T00:00Z"));
        var replay = new MemberReplay(new ReplayTask(Club, span), new ReplayMember("m1", MemberFacts.None, []));
        foreach (var entry in shop.Entries)
            replay.Add(entry);
        return replay.End().Outstanding;
    }

    [Fact]
    public void Lifting_again_gives_nothing_more()
    {
        var shop = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Lifts("2026-03-03T10:00Z");
        var balance = shop.Account.Balance;

        Assert.Empty(shop.Lifts("2026-03-03T11:00Z").LastDecision);
        Assert.Equal(balance, shop.Account.Balance);
    }

    [Fact]
    public void A_purchase_without_points_waits_too()
    {
        var shop = Lions().BuysHeld(Sale("0.50"), "2026-03-02T10:00Z");
        Assert.Equal(new Hold(HoldReason.OwnCard, null), Assert.Single(Hold.AllOn(shop.Account, Club, Instant("2026-03-02T11:00Z"))));

        shop.Lifts("2026-03-03T10:00Z");

        Assert.Equal((3, 1), (shop.Account.Balance.Value, shop.Account.Play[0].Done));
    }

    [Fact]
    public void The_third_purchase_is_the_third_also_where_it_is_let_go_on_after_the_fourth()
    {
        var shop = Lions().Buys(Sale("1.00"), "2026-03-02T10:00Z").Buys(Sale("1.00"), "2026-03-03T10:00Z").BuysHeld(Sale("1.00"), "2026-03-04T10:00Z").Buys(Sale("1.00"), "2026-03-05T10:00Z");
        Assert.DoesNotContain(shop.Entries, entry => entry.Reason == "journey:third");

        shop.Lifts("2026-03-06T10:00Z");

        Assert.Single(shop.Entries, entry => entry.Reason == "journey:third");
    }

    [Fact]
    public void It_follows_the_version_that_it_was_earned_with()
    {
        var later = Rules("""{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""", """ "journeys": [{"id": "new", "on": "purchase", "then": {"points": 99}}] """);
        var shop = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z").Lifts("2026-03-03T10:00Z", later);

        Assert.Equal(["", "", "journey:first 3", "journey:large 7"], shop.LastDecision.Select(entry => entry.RulesText()));
    }

    [Fact]
    public void Budgets_give_what_they_have_left_to_the_journeys_that_follow()
    {
        var thrifty = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
            """
            "safety": {"ownCard": "hold"}, "campaigns": [{"id": "thanks", "budget": {"points": 100}}],
            "journeys": [{"id": "bought", "on": "purchase", "campaign": "thanks", "then": {"points": 60}}]
            """);
        var shop = new Shop(thrifty).BuysHeld(Sale("10.00"), "2026-03-02T10:00Z");
        var lift = new LiftHold(HoldReason.OwnCard, "looked-at", Till, Instant("2026-03-03T10:00Z"))
        {
            Purchases = [new HeldPurchase(shop.Purchase, thrifty)],
            Budgets = new BudgetsLeft(new Dictionary<string, Points> { [thrifty.Budgets[0].Key] = new Points(25) }),
        };

        Assert.Equal("journey:bought 25", lift.Decide(shop.Account, thrifty).Entries[^1].RulesText());
    }

    [Fact]
    public void More_than_go_into_one_decision_go_on_by_lifting_again()
    {
        var shop = Lions();
        for (var sale = 0; sale < 40; sale++)
            shop.BuysHeld(Sale("1.00"), "2026-03-02T10:00Z");

        for (var lift = 0; lift < 4; lift++)
            Assert.InRange(shop.Lifts("2026-03-03T10:00Z").LastDecision.Count, 1, 40);

        Assert.Empty(shop.Account.Personal.HeldSales);
        Assert.Equal((40, 40L), (shop.Account.QualifyingEver.Value, shop.Account.Play[0].Done));
    }

    [Fact]
    public void After_a_merge_the_points_alone_go_on()
    {
        var shop = Lions().BuysHeld(Sale("60.00"), "2026-03-02T10:00Z");
        var away = new MergeAway("m2", Till, Instant("2026-03-03T10:00Z")).Decide(shop.Account, Club);
        var stays = new MergeInto(away.Entries[^1], Till, Instant("2026-03-03T10:00Z")).Decide(NewAccount(Club, memberId: "m2"), Club).Account;

        var lifted = new LiftHold(HoldReason.OwnCard, "looked-at", Till, Instant("2026-03-04T10:00Z")).Decide(stays, Club);

        Assert.Equal([EntryKind.Adjust, EntryKind.Release], lifted.Entries.Select(entry => entry.Kind));
        Assert.Equal((60, 60), (lifted.Account.Balance.Value, lifted.Account.QualifyingEver.Value));
    }

    private static (long, long, string, string, string) Standing(Shop shop) => (
        shop.Account.Balance.Value,
        shop.Account.QualifyingEver.Value,
        shop.Account.Tier.Id,
        string.Join(", ", LeaderBoard.AllOf(shop.Account)),
        string.Join(", ", shop.Account.Play.Select(step => $"{step.Goal} {step.Period} {step.Done} {step.Times} {step.Reached}")
            .Concat(shop.Account.Personal.Grants.GroupBy(grant => grant.Item).Select(grants => $"{grants.Key} {grants.Sum(grant => grant.Uses)}"))));
}
