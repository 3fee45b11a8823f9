using System.Text.Json;
using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Programmes;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>From the sale to the end of its points, by the functions that callers and timers meet.</summary>
public sealed class LifeOfPointsTests
{
    private const string Ada = "600001";

    [Fact]
    public void Points_wait_until_the_return_window_has_passed_and_are_then_released()
    {
        var stage = Enrolled(Programmes.Pending);
        Buy(stage, "r1", Json.Sale("r1", "80.00"));
        Assert.Equal((100L, 80L), (View(stage).Points.Value, View(stage).Pending.Value));

        Refund(stage, "r1", "f1", "30.00");
        Assert.Equal((100L, 50L), (View(stage).Points.Value, View(stage).Pending.Value));

        RunAfter(stage, 15);
        Assert.Equal((150L, 0L), (View(stage).Points.Value, View(stage).Pending.Value));
        Assert.Equal([EntryKind.Bonus, EntryKind.Earn, EntryKind.Reverse, EntryKind.Release], Kinds(stage));
        End(stage);
    }

    [Fact]
    public void Every_entry_says_why_it_is_there()
    {
        var stage = Enrolled();
        Buy(stage, "r1", Json.Sale("r1", "80.00"));
        Refund(stage, "r1", "f1", "30.00");
        stage.Post($"members/{stage.Members[Ada]}/redemptions", "one", Json.Redeem(100, capture: true));
        stage.Post($"members/{stage.Members[Ada]}/adjustments", "two", Json.Adjust(5));
        RunAfter(stage, 400);

        Assert.Equal(["enrolment", "purchase", "refund", "redemption", "goodwill", "last-day-over"], Reasons(stage));
        End(stage);
    }

    [Fact]
    [Trait("Fault", "90")]
    public void Points_that_have_expired_are_not_taken_by_a_refund_again()
    {
        var stage = Enrolled();
        Buy(stage, "r1", Json.Sale("r1", "80.00"));
        RunAfter(stage, 400);
        Assert.Equal(0, View(stage).Points.Value);

        Refund(stage, "r1", "f1", "80.00");

        Assert.Equal(0, View(stage).Points.Value);
        Assert.Equal(EntryKind.Reverse, Kinds(stage)[^1]);
        End(stage);
    }

    [Fact]
    public void A_refund_of_one_line_takes_back_what_that_line_earned()
    {
        var stage = Enrolled();
        Buy(stage, "r1", Basket("r1", "30.00", ("latte", "coffee", "10.00"), ("mug", "kitchen", "20.00")));
        Assert.Equal(140, View(stage).Points.Value);

        stage.Post("refunds", "f1", """{"storeId":"s1","receiptId":"r1","refundId":"f1","currency":"EUR","total":"10.00","lines":[{"sku":"latte","quantity":1,"amount":"10.00"}]}""");

        Assert.Equal(120, View(stage).Points.Value);
        End(stage);
    }

    [Fact]
    public void Of_a_purchase_paid_partly_with_points_only_the_rest_earned_and_only_that_goes_back()
    {
        var stage = Enrolled();
        Buy(stage, "r1", """{"receiptId":"r1","storeId":"s1","currency":"EUR","total":"40.00","tenders":[{"type":"points","amount":"10.00"},{"type":"card","amount":"30.00"}]}""");
        Assert.Equal(130, View(stage).Points.Value);

        Refund(stage, "r1", "f1", "20.00");
        Assert.Equal(115, View(stage).Points.Value);
        Refund(stage, "r1", "f2", "20.00");
        Assert.Equal(100, View(stage).Points.Value);
        End(stage);
    }

    [Fact]
    public void An_exchange_in_one_receipt_earns_the_difference_and_goes_back_as_a_whole()
    {
        var stage = Enrolled();
        Buy(stage, "r1", Basket("r1", "20.00", ("mug", "kitchen", "20.00")));
        Buy(stage, "r2", Basket("r2", "30.00", ("kettle", "kitchen", "50.00"), ("mug", "kitchen", "-20.00")));
        Assert.Equal(150, View(stage).Points.Value);

        stage.Post("voids", "v2", Json.Void("r2"));

        Assert.Equal(120, View(stage).Points.Value);
        End(stage);
    }

    [Fact]
    public void What_is_reserved_comes_back_when_nobody_captures_it_and_a_debt_is_repaid_by_the_next_sale()
    {
        var stage = Enrolled();
        Buy(stage, "r1", Json.Sale("r1", "80.00"));
        stage.Post($"members/{stage.Members[Ada]}/redemptions", "res", Json.Redeem(150));
        Refund(stage, "r1", "f1", "80.00");
        Assert.Equal((100L, -50L), (View(stage).Points.Value, View(stage).Available.Value));

        stage.Pass(TimeSpan.FromMinutes(16));
        Run(stage);
        Assert.Equal((100L, 100L), (View(stage).Points.Value, View(stage).Available.Value));
        Assert.Equal(EntryKind.Lapse, Kinds(stage)[^1]);
        End(stage);
    }

    private static Stage Enrolled(string programme = "program.json")
    {
        var stage = new Stage(programme);
        stage.Enrol(Ada);
        return stage;
    }

    private static void Buy(Stage stage, string key, string body) => Assert.Equal(200, stage.Post($"members/{stage.Members[Ada]}/purchases", key, body).Status);

    private static void Refund(Stage stage, string receipt, string refund, string total) =>
        Assert.Equal(200, stage.Post("refunds", refund, Json.Refund(receipt, refund, total)).Status);

    private static string Basket(string receipt, string total, params (string Sku, string Category, string Amount)[] lines) =>
        $$"""{"receiptId":"{{receipt}}","storeId":"s1","currency":"EUR","total":"{{total}}","lines":[{{string.Join(",", lines.Select(Line))}}]}""";

    private static string Line((string Sku, string Category, string Amount) line) =>
        $$"""{"sku":"{{line.Sku}}","category":"{{line.Category}}","quantity":1,"amount":"{{line.Amount}}"}""";

    private static void RunAfter(Stage stage, int days)
    {
        stage.Pass(TimeSpan.FromDays(days));
        Run(stage);
    }

    private static void Run(Stage stage)
    {
        stage.Run(process => process.StartRuns());
        stage.WorkQueues();
    }

    private static AccountView View(Stage stage) =>
        new Books(stage.World).Members.Single().Account!.At(stage.Now, stage.Process.Get<ProgrammeBook>().Current);

    private static List<EntryKind> Kinds(Stage stage) => [.. new Books(stage.World).Members.Single().Entries.Select(entry => entry.Kind)];

    private static void End(Stage stage)
    {
        Assert.Empty(stage.Faults(settled: false));
        stage.Settle();
        Assert.Empty(stage.Faults(settled: true));
        stage.End();
    }

    private static IEnumerable<string> Reasons(Stage stage) => JsonElement.Parse(stage.Process.Get($"members/{stage.Members[Ada]}/entries")!.Body)
        .GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("reason").GetString()!).Reverse();
}
