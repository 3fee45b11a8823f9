using System.Text.Json;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A budget of 800 points that large receipts take 300 of: told to operators as it is spent, ends, and is given back to.</summary>
public sealed class BudgetTests
{
    private static readonly string OnceADay = Cases.ErpCases.Write(
        "proof-once-a-day.json",
        """{"id": "boost", "on": "purchase", "when": {"minTotal": "100.00"}, "points": {"fixed": 300}, "limit": {"count": 1, "per": "day"}, "budget": {"points": 800}},""");

    [Fact]
    public void A_budget_ends_to_the_point_and_a_refund_gives_back_to_it()
    {
        var stage = new Stage(Programmes.Budgeted);
        var member = stage.Enrol("600001");
        foreach (var receipt in (string[])["r1", "r2", "r3", "r4"])
        {
            stage.Post($"members/{member}/purchases", receipt, Json.Sale(receipt, "120.00"));
        }

        Assert.Equal(("boost", 800, 800, 0), Told(stage, "rule"));
        Assert.Equal([300, 300, 200, 0], Given(stage));

        stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
        stage.Rest();
        Assert.Equal(("boost", 800, 500, 300), Told(stage, "rule"));

        stage.Post($"members/{member}/purchases", "r5", Json.Sale("r5", "120.00"));
        Assert.Equal(("boost", 800, 800, 0), Told(stage, "rule"));
        Assert.Empty(stage.Faults(settled: false));
        stage.End();
    }

    [Fact]
    [Trait("Fault", "35")]
    public void What_a_sale_took_from_a_budget_before_its_process_died_comes_back_where_it_gets_less_later()
    {
        var stage = new Stage(OnceADay);
        var member = stage.Enrol("600001");
        stage.Event("w1", "purchase.completed", Json.OfMember("600001", Json.Sale("r1", "120.00")));
        stage.Harm(request => request.Name.StartsWith("Accounts: PUT account", StringComparison.Ordinal) ? Testing.Tables.Faults.Fault.Stop : null);
        Assert.False(stage.Process.Receive());
        stage.Restart();
        Assert.Equal(("boost", 800, 300, 500), Told(stage, "rule"));

        stage.Post($"members/{member}/purchases", "r2", Json.Sale("r2", "120.00"));
        stage.WorkQueues();

        Assert.Equal([0, 300], Given(stage).Order());
        Assert.Equal(("boost", 800, 300, 500), Told(stage, "rule"));
        stage.End();
    }

    [Fact]
    public void Journeys_of_a_campaign_share_its_budget_and_do_what_costs_none_when_it_is_spent()
    {
        var stage = new Stage(Programmes.BudgetedJourneys);
        var member = stage.Enrol("600001");
        foreach (var receipt in (string[])["r1", "r2", "r3"])
        {
            stage.Post($"members/{member}/purchases", receipt, Json.Sale(receipt, "20.00"));
        }

        Assert.Equal([("bought", 60), ("bought", 40)], Gifts(stage));
        Assert.Equal(("thanks", 100, 100, 0), Told(stage, "campaign"));

        Cases.Givens.Deliver(stage, "s1", "survey.answered", """{"member":{"type":"card","value":"600001"},"surveyId":"nps-1"}""");
        Assert.Equal(("asked", 0), Gifts(stage).Last());

        stage.Post("voids", "v1", Json.Void("r1"));
        stage.Rest();
        Assert.Equal(("thanks", 100, 40, 60), Told(stage, "campaign"));
        Assert.Empty(stage.Faults(settled: false));
        stage.End();
    }

    private static IEnumerable<(string, long)> Gifts(Stage stage) => new Books(stage.World).Members.Single().Entries
        .Where(entry => entry.Personal?.Journey is not null).Select(entry => (entry.Personal!.Journey!, entry.Points.Value));

    private static (string Id, long Points, long Spent, long Left) Told(Stage stage, string kind)
    {
        var items = JsonElement.Parse(stage.Process.Get("program/budgets")!.Body).GetProperty("items").EnumerateArray();
        var budget = items.First(item => item.GetProperty("kind").GetString() == kind);
        return (budget.GetProperty("id").GetString()!, Number(budget, "points"), Number(budget, "spent"), Number(budget, "left"));
    }

    private static IEnumerable<long> Given(Stage stage) => new Books(stage.World).Members.Single().Entries
        .Where(entry => entry.Purchase is not null)
        .Select(entry => entry.Rules.Where(rule => rule.Id == "boost").Sum(rule => rule.Points.Value));

    private static long Number(JsonElement item, string name) => item.GetProperty(name).GetInt64();
}
