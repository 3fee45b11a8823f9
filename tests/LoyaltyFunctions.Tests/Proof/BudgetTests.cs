using System.Text.Json;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A budget of 800 points that large receipts take 300 of: told to operators as it is spent, ends, and is given back to.</summary>
public sealed class BudgetTests
{
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
