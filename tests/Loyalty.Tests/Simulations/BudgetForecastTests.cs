using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Simulations;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Simulations;

public class BudgetForecastTests
{
    private static readonly Programme Shop = Rules(
        """
        {"id": "a", "on": "purchase", "campaign": "c", "points": {"fixed": 20}, "budget": {"points": 100}},
        {"id": "b", "on": "purchase", "campaign": "c", "points": {"fixed": 30}},
        {"id": "free", "on": "purchase", "points": {"fixed": 1}}
        """,
        """ "campaigns": [{"id": "c", "budget": {"points": 250}}] """);

    private static readonly DateTimeOffset Noon = Instant("2026-03-01T12:00Z");

    [Fact]
    public void A_budget_ends_with_the_grant_that_it_has_not_enough_for()
    {
        // Rule a: 20 each, of 100 less the 30 from before. Campaign: 50 each, of 250 less 30.
        var forecast = Forecast(new() { ["a"] = 30 }, [.. Enumerable.Range(0, 9).Select(hour => Grant(hour, "m1", ("a", 20), ("b", 30)))]);

        var (rule, campaign) = (forecast.Budgets.Single(budget => budget.Key == "rule:a"), forecast.Budgets.Single(budget => budget.Key == "campaign:c"));
        Assert.Equal((30L, 100L, new BudgetEnd(Noon.AddHours(3), "m1", 10)), (rule.Before, rule.Spent, rule.End));
        // 50 + 50 + 50 + (10 + 30) are 190 of 220; then 30 more, and nothing for the rest.
        Assert.Equal((30L, 250L, new BudgetEnd(Noon.AddHours(5), "m1", 0)), (campaign.Before, campaign.Spent, campaign.End));
        Assert.Equal((100L, 10L, 0L), (Left(forecast, 2, "m1"), Left(forecast, 3, "m1"), Left(forecast, 4, "m1")));
        Assert.Equal((100L, 0L), (Left(forecast, 3, "m0"), Left(forecast, 3, "m2")));
    }

    [Fact]
    public void What_refunds_bring_back_before_the_end_is_granted_again_and_after_it_is_not()
    {
        var forecast = Forecast([], Grant(0, "m1", ("a", 90)), Grant(1, "m1", ("a", -60)), Grant(2, "m2", ("a", 70)), Grant(3, "m3", ("a", 20)), Grant(4, "m1", ("a", -90)), Grant(5, "m3", ("a", 20)));

        var rule = forecast.Budgets.Single(budget => budget.Key == "rule:a");
        Assert.Equal((100L, new BudgetEnd(Noon.AddHours(3), "m3", 0)), (rule.Spent, rule.End));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Many_grants_in_any_order_never_overdraw_and_come_to_what_is_wanted_or_there(int seed)
    {
        var random = new Random(seed);
        var grants = Enumerable.Range(0, 60).Select(hour => Grant(random.Next(40), $"m{random.Next(9)}", ("a", random.Next(1, 9)), ("b", random.Next(1, 9)), ("free", 1))).ToArray();
        var forecast = Forecast([], grants);

        var (left, a) = (250L, 100L);
        foreach (var grant in grants.OrderBy(grant => grant.At).ThenBy(grant => grant.MemberId, StringComparer.Ordinal))
        {
            var first = Math.Min(grant.Rules[0].Points.Value, Math.Min(a, left));
            (a, left) = (a - first, left - first);
            left -= Math.Min(grant.Rules[1].Points.Value, left);
        }

        Assert.Equal([100 - a, 250 - left], forecast.Budgets.OrderByDescending(budget => budget.Key).Select(budget => budget.Spent));
        Assert.DoesNotContain(forecast.Budgets, budget => budget.Key == "rule:free");
    }

    private static BudgetForecast Forecast(Dictionary<string, long> before, params BudgetEvent[] grants) => BudgetForecast.Of(Shop, before, grants);

    private static BudgetEvent Grant(int hour, string member, params (string Rule, long Points)[] rules) =>
        new(Noon.AddHours(hour), member, [.. rules.Select(rule => new RulePoints(rule.Rule, new Points(rule.Points)))]);

    private static long Left(BudgetForecast forecast, int hour, string member) =>
        forecast.LeftAt(Noon.AddHours(hour), member).Of(Shop.Budgets.Single(budget => budget.Key == "rule:a"))!.Value.Value;
}
