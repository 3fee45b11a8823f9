using System.Globalization;
using System.Text.RegularExpressions;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Play;

/// <summary>What refunds take back of goals, and of what journeys gave. Runs the table of the README beside the goals.</summary>
public class PlayReversalTests
{
    private static readonly Programme Cafe = Given.Programme(Example("play.md"));

    private static readonly Programme Games = Rules(
        """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
        """
        "goals": [
          {"id": "spree", "kind": "challenge", "on": "purchase", "per": "month", "count": 50, "of": "amount"},
          {"id": "often", "kind": "badge", "on": "purchase", "count": 6},
          {"id": "weekly", "kind": "streak", "on": "purchase", "per": "week", "count": 3},
          {"id": "daily", "kind": "streak", "on": "purchase", "per": "day", "count": 2}
        ],
        "rewards": [{"id": "cake", "points": 100}, {"id": "tea", "points": 50}],
        "journeys": [
          {"id": "big", "on": "purchase", "when": {"minTotal": "20.00"}, "then": {"points": 7, "rewards": [{"id": "tea", "for": "P7D", "uses": 2}]}},
          {"id": "spree-20", "on": "goal:spree", "then": {"points": 20, "rewards": [{"id": "cake", "for": "P30D"}]}},
          {"id": "weekly-5", "on": "goal:weekly", "then": {"points": 5}}
        ]
        """);

    public static IEnumerable<object[]> Table()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("play.md")!;
        var rows = Regex.Matches(new StreamReader(stream).ReadToEnd(), @"^\| `(.+)` \| `(.+)` \| `(.+)` \|\r?$", RegexOptions.Multiline);
        return [.. rows.Select(row => (object[])[row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value])];
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_refund_takes_back_what_the_README_says(string bought, string back, string stands)
    {
        var shop = new Shop(Cafe);
        foreach (Match sale in Regex.Matches(bought, @"(\d+)x (\w+) on (\S+?)(,|$)"))
            shop.Buys(Coffee(int.Parse(sale.Groups[1].Value, CultureInfo.InvariantCulture)), sale.Groups[3].Value + "T10:00Z");
        var refund = Regex.Match(back, @"(\d+)x of the (\d)");
        var pieces = int.Parse(refund.Groups[1].Value, CultureInfo.InvariantCulture);

        shop.Refunds(Amount(pieces), "2026-03-20T10:00Z", int.Parse(refund.Groups[2].Value, CultureInfo.InvariantCulture) - 1, Coffee(pieces).Lines[0]);

        var goal = GoalProgress.AllFor(shop.Account, Cafe, Instant("2026-03-21T10:00Z")).Single(progress => progress.Goal.Id == "five-in-march");
        var coffee = shop.Account.Personal.Grants.Count == 0 ? "no coffee" : "a coffee";
        Assert.Equal(stands, $"five-in-march {goal.Done}, reached {goal.Reached}, {coffee}");
        Assert.Equal(shop.Account.Text(), Account.Rebuild(shop.Entries).Text());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Whatever_is_given_back_each_goal_stands_where_the_rest_alone_leads(int seed) => GoalsStandWhereTheRestLeads(seed, held: 0);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(371)]
    [InlineData(410)]
    public void Whatever_was_held_and_let_go_each_goal_stands_where_the_rest_alone_leads(int seed) => GoalsStandWhereTheRestLeads(seed, held: 3);

    /// <summary>Of so many sales one waits, and is let go on while others are bought and given back; at the end all are.</summary>
    private static void GoalsStandWhereTheRestLeads(int seed, int held)
    {
        var random = new Random(seed);
        var (shop, bought) = (new Shop(Games), new List<(DateTimeOffset At, long Euros)>());
        var at = Instant("2026-03-02T10:00Z");
        for (var sale = 0; sale < 24; sale++)
        {
            at = at.AddDays(random.Next(0, 4));
            bought.Add((at, random.Next(1, 40)));
            if (held > 0 && random.Next(held) == 0)
                shop.BuysHeld(Sale($"{bought[^1].Euros}.00"), at.ToString("O"));
            else
                shop.Buys(Sale($"{bought[^1].Euros}.00"), at.ToString("O"));
            if (held > 0 && random.Next(8) == 0)
                shop.Lifts(at.ToString("O"));
            if (random.Next(2) == 0)
            {
                var index = random.Next(bought.Count);
                shop.Gives(index, bought[index].Euros, at.ToString("O"));
                bought[index] = bought[index] with { Euros = 0 };
            }
        }

        if (held > 0)
            shop.Lifts(at.ToString("O"));
        Assert.Empty(shop.Account.Personal.HeldSales);
        Assert.Empty(shop.Account.Pending);
        var left = bought.Where(sale => sale.Euros > 0).ToArray();
        var months = left.GroupBy(sale => sale.At.Month).ToDictionary(month => month.Key, month => month.Sum(sale => sale.Euros));
        Assert.Equal(
            [
                ("spree", Math.Min(months.GetValueOrDefault(at.Month), 50), months.Values.Count(euros => euros >= 50)),
                ("often", Math.Min(left.Length, 6), left.Length >= 6 ? 1 : 0),
                ("weekly", Running(left, 7, at), Reached(left, 7, 3)),
                ("daily", Running(left, 1, at), Reached(left, 1, 2)),
            ],
            GoalProgress.AllFor(shop.Account, Games, at).Select(goal => (goal.Goal.Id, goal.Done, goal.Reached)));
        Assert.Equal(shop.Account.Text(), Account.Rebuild(shop.Entries).Text());
        Assert.Equal(shop.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(shop.Account.Text())).Text());
        // What journeys gave and did not lose is what the rest alone would have been given, and the points of the sales.
        var big = left.Count(sale => sale.Euros >= 20) * 7;
        Assert.Equal(left.Sum(sale => sale.Euros) + big + months.Values.Count(euros => euros >= 50) * 20 + Reached(left, 7, 3) * 5, shop.Account.Balance.Value);
    }

    [Fact]
    public void What_a_journey_gave_for_the_purchase_goes_when_what_is_left_would_not_have_set_it_off()
    {
        var shop = new Shop(Games).Buys(Sale("30.00"), "2026-03-02T10:00Z").Refunds("10.00", "2026-03-03T10:00Z");
        Assert.Single(shop.LastDecision);

        shop.Refunds("1.00", "2026-03-03T11:00Z");

        Assert.Equal(["base -1", "journey:big -7"], shop.LastDecision.Select(entry => entry.RulesText()));
        Assert.Equal((EntryKind.Reverse, "journey:big", -7), (shop.Last.Kind, shop.Last.Reason, shop.Last.Points.Value));
        Assert.Equal(-2, Assert.Single(shop.Last.Personal!.Grants).Uses);
        Assert.Empty(shop.Account.Personal.Grants);
        Assert.Equal(new Points(19), shop.Account.Balance);
    }

    [Fact]
    public void Points_that_were_spent_become_debt_and_what_was_used_stays_but_is_not_given_again()
    {
        var shop = new Shop(Games).Buys(Sale("49.00"), "2026-03-02T10:00Z").Buys(Sale("1.00"), "2026-03-03T10:00Z");
        var used = new RedeemPoints("cake", RedemptionRequest.For("cake"), Till, Instant("2026-03-04T10:00Z")).Decide(shop.Account, Games);
        Assert.Equal(new Points(77), used.Account.Balance);

        var gone = new RefundPurchase(new Refund(shop.Purchase.Purchase.Receipt, "f1", Money("1.00"), []), Instant("2026-03-05T10:00Z"), Instant("2026-03-05T10:00Z"))
            .Decide(used.Account, shop.Purchase, Games, Games);
        var again = gone.Account.Earn(Games, Sale("1.00"), "2026-03-06T10:00Z");

        Assert.Equal(["base -1", "journey:spree-20 -20"], gone.Entries.Select(entry => entry.RulesText()));
        Assert.True(Assert.Single(again.Entries).Play.Single(step => step.Goal == "spree").IsReached);
        Assert.DoesNotContain(again.Account.Personal.Grants, grant => grant.Item == "cake");
    }

    [Fact]
    public void After_a_merge_the_points_of_a_gift_are_found_and_goals_stay_where_they_are()
    {
        var shop = new Shop(Games).Buys(Sale("60.00"), "2026-03-02T10:00Z");
        var away = new MergeAway("m2", Till, Instant("2026-03-03T10:00Z")).Decide(shop.Account, Games);
        var stays = new MergeInto(away.Entries[^1], Till, Instant("2026-03-03T10:00Z")).Decide(NewAccount(Games, memberId: "m2"), Games).Account;

        var gone = new VoidPurchase(shop.Purchase.Purchase.Receipt, Instant("2026-03-04T10:00Z"), Instant("2026-03-04T10:00Z")).Decide(stays, shop.Purchase, Games, Games);

        Assert.Equal(["base -60", "journey:big -7"], gone.Entries.Select(entry => entry.RulesText()));
        Assert.Equal(new Points(20), gone.Account.Balance);
        Assert.Equal(1, GoalProgress.AllFor(gone.Account, Games, Instant("2026-03-05T10:00Z"))[0].Reached);
    }

    [Fact]
    public void A_refund_after_the_quarter_takes_no_gift_back()
    {
        var shop = new Shop(Games).Buys(Sale("30.00"), "2026-03-02T10:00Z").Buys(Sale("1.00"), "2026-06-10T10:00Z").Refunds("30.00", "2026-06-11T10:00Z", purchase: 0);

        Assert.Equal("base -30", Assert.Single(shop.LastDecision).RulesText());
    }

    /// <summary>How many periods in a row there was something left of, up to now.</summary>
    private static long Running(IEnumerable<(DateTimeOffset At, long Euros)> sales, int days, DateTimeOffset now)
    {
        var periods = Periods(sales, days);
        var today = Period(now, days);
        var last = periods.Contains(today) ? today : today - 1;
        return Enumerable.Range(0, 100).TakeWhile(back => periods.Contains(last - back)).Count();
    }

    private static long Reached(IEnumerable<(DateTimeOffset At, long Euros)> sales, int days, int count)
    {
        var (reached, run, before) = (0, 0, -2);
        foreach (var period in Periods(sales, days))
        {
            run = period == before + 1 ? run + 1 : 1;
            reached += run % count == 0 ? 1 : 0;
            before = period;
        }

        return reached;
    }

    private static SortedSet<int> Periods(IEnumerable<(DateTimeOffset At, long Euros)> sales, int days) => [.. sales.Select(sale => Period(sale.At, days))];

    /// <summary>2 March 2026 is a Monday.</summary>
    private static int Period(DateTimeOffset at, int days) => (int)Math.Floor((at - Instant("2026-03-02T00:00Z")).TotalDays / days);

    private static Purchase Coffee(int pieces) => Sale(Amount(pieces), Line("c", "coffee", Amount(pieces), pieces));

    private static string Amount(int pieces) => $"{pieces * 3}.00";
}
