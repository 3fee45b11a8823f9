using System.Text.Json;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>What would another programme have cost: asked as an operator asks, replayed by the queue, and nothing of it takes effect.</summary>
public sealed class ProgrammeSimulationTests
{
    private const string Ada = "600001";
    private const string Bob = "600002";

    [Fact]
    public void Twice_the_points_for_a_euro_cost_twice_the_points_that_purchases_earned()
    {
        var stage = new Stage();
        var before = Month(stage);

        var id = stage.Simulate("what if", Programmes.Twice("2"), "2026-03-01", "2026-03-31").Text("id");
        var running = stage.Simulation(id);
        stage.WorkQueues();
        var simulation = stage.Simulation(id);

        Assert.Equal(("running", 0, "finished"), (Text(running, "status"), running.GetProperty("shardsDone").GetInt32(), Text(simulation, "status")));
        Assert.Equal(simulation.GetProperty("shards").GetInt32(), simulation.GetProperty("shardsDone").GetInt32());
        var report = simulation.GetProperty("report");
        Assert.Equal((2, 3), (report.GetProperty("members").GetInt64(), report.GetProperty("purchases").GetInt64()));

        // 120 + 60 + 120 euros, two large baskets at 50, two greetings at 100; then 30 euros of a large basket came back, and 150 points were spent.
        Assert.Equal((600, 80, 150, 370), Side(report, "current"));
        Assert.Equal((900, 110, 150, 640), Side(report, "candidate"));
        Assert.Equal("2.70", Text(report.GetProperty("difference").GetProperty("liability"), "amount"));
        Assert.Equal(before, Told(stage));
        stage.End();
    }

    [Fact]
    public void What_was_bought_before_the_period_is_taken_as_it_was()
    {
        var stage = new Stage();
        Month(stage);

        var id = stage.Simulate("what if", Programmes.Twice("2"), "2026-03-05", "2026-03-31").Text("id");
        stage.WorkQueues();
        var report = stage.Simulation(id).GetProperty("report");

        // Only Bob's sale is decided anew. The refund of a purchase before the period takes what it took.
        Assert.Equal((170, 80, 150, 370), Side(report, "current"));
        Assert.Equal((290, 80, 150, 490), Side(report, "candidate"));
        stage.End();
    }

    [Fact]
    public void Tiers_that_are_reached_sooner_are_counted_as_moves()
    {
        var stage = new Stage();
        Month(stage);
        var easier = Programmes.Twice("2").Replace("\"from\": 500", "\"from\": 150", StringComparison.Ordinal);

        var id = stage.Simulate("what if", easier, "2026-03-01", "2026-03-31").Text("id");
        stage.WorkQueues();
        var report = stage.Simulation(id).GetProperty("report");

        Assert.Equal((0, 2), (Number(report, "current", "raised"), Number(report, "candidate", "raised")));
        Assert.Equal(2, report.GetProperty("candidate").GetProperty("tiers")[1].GetProperty("members").GetInt64());
        stage.End();
    }

    [Fact]
    public void The_programme_that_holds_comes_to_what_really_happened_with_staff_and_held_sales_too()
    {
        var stage = new Stage(Programmes.Guarded);
        foreach (var card in (string[])[Ada, Bob, "900007"])
        {
            stage.Enrol(card);
        }

        Cases.HoldCases.Ring(stage, "900007", "r1");
        Cases.HoldCases.Ring(stage, Ada, "r2");
        Cases.HoldCases.Lift(stage, "many-cards");
        stage.Pass(TimeSpan.FromHours(2));
        Cases.HoldCases.Ring(stage, Bob, "r3", Bob);
        stage.Post($"members/{stage.Members[Ada]}/redemptions", "spend", Json.Redeem(200, capture: true));
        stage.Rest();

        var id = stage.Simulate("what if", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Programmes.Guarded)), "2026-03-01", "2026-03-31").Text("id");
        stage.WorkQueues();
        var report = stage.Simulation(id).GetProperty("report");

        // Three greetings at 100; 170 for Ada, let go, and 170 for Bob that wait; nothing for who works here. Ada has spent 200.
        Assert.Equal((640, 0, 200, 440), Side(report, "current"));
        Assert.Equal((640, 0, 200, 440), Side(report, "candidate"));
        Assert.Equal(440, stage.Members.Values.Sum(member => Balance(stage, member)));
        stage.End();
    }

    [Fact]
    public void Payments_by_card_that_earned_nothing_show_what_an_offer_on_them_would_cost()
    {
        var stage = new Stage(settings: Cases.ErpCases.Settings);
        Cases.CardCases.Linked(stage);
        Cases.CardCases.Paid(stage, "p1", "CR-1", "120.00");
        Cases.CardCases.Paid(stage, "p2", "CR-1", "120.00");
        Cases.CardCases.Paid(stage, "p3", "CR-2", "9.00");
        stage.Rest();

        var report = Report(stage, Cases.CardCases.Offers);

        // A greeting of 100; two points for each of 120 euros, and 30 for the first payment.
        Assert.Equal((100, 0, 0, 100), Side(report, "current"));
        Assert.Equal((370, 0, 0, 370), Side(report, "candidate"));
        stage.End();
    }

    [Fact]
    public void Payments_by_card_that_earned_come_to_what_really_happened()
    {
        var stage = new Stage(Cases.CardCases.Offers, Cases.ErpCases.Settings);
        Cases.CardCases.Linked(stage);
        Cases.CardCases.Paid(stage, "p1", "CR-1", "120.00");
        Cases.CardCases.Paid(stage, "p2", "CR-1", "120.00");
        Cases.CardCases.Back(stage, "p3", "CR-2", "CR-1", "-40.00");
        stage.Rest();

        var report = Report(stage, Cases.CardCases.Offers);

        Assert.Equal((370, 80, 0, 290), Side(report, "current"));
        Assert.Equal((370, 80, 0, 290), Side(report, "candidate"));
        Assert.Equal(290, Balance(stage, stage.Members[Ada]));
        stage.End();
    }

    private static JsonElement Report(Stage stage, string programme)
    {
        var id = stage.Simulate("what if", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, programme)), "2026-03-01", "2026-03-31").Text("id");
        stage.WorkQueues();
        return stage.Simulation(id).GetProperty("report");
    }

    private static long Balance(Stage stage, string member)
    {
        var balance = JsonElement.Parse(stage.Process.Get($"members/{member}")!.Body).GetProperty("balance");
        return balance.GetProperty("points").GetInt64() + balance.GetProperty("pending").GetInt64();
    }

    [Fact]
    [Trait("Fault", "2")]
    public void A_request_that_comes_again_finds_its_simulation()
    {
        var stage = new Stage();
        Month(stage);

        var first = stage.Simulate("what if", Programmes.Twice("2"), "2026-03-01", "2026-03-31");
        stage.WorkQueues();
        var again = stage.Simulate("what if", Programmes.Twice("2"), "2026-03-01", "2026-03-31");
        var other = stage.Simulate("what if", Programmes.Twice("3"), "2026-03-01", "2026-03-31");

        Assert.Equal((first.Text("id"), 0), (again.Text("id"), stage.World.Shards.Count));
        Assert.Equal(422, other.Status);
        stage.End();
    }

    [Fact]
    public void Everything_wrong_with_the_candidate_is_named_in_the_request()
    {
        var stage = new Stage();

        var refused = stage.Simulate("what if", """{"id": "sample", "version": "1", "currency": "USD", "timeZone": "Europe/Berlin", "earn": [{"id": "a"}]}""", "2026-03-31", "2026-03-01");
        var elsewhere = stage.Simulate("what", """{"id": "sample", "version": "1", "currency": "USD", "timeZone": "Europe/Paris", "earn": []}""", "2026-03-01", "2026-03-31");

        Assert.Equal((422, 422), (refused.Status, elsewhere.Status));
        Assert.All((string[])["/to", "/program/earn/0/on", "/program/earn/0/points"], pointer => Assert.Contains($"\"{pointer}\"", refused.Body, StringComparison.Ordinal));
        Assert.All((string[])["/program/currency", "/program/timeZone"], pointer => Assert.Contains($"\"{pointer}\"", elsewhere.Body, StringComparison.Ordinal));
        Assert.Empty(new Books(stage.World).Rows(Storage.Names.Tables.Runs));
        stage.End();
    }

    /// <summary>Purchases on 2, 3 and 10 March, a refund and a redemption on the 10th; returns what then is so.</summary>
    private static List<string> Month(Stage stage)
    {
        stage.Enrol(Ada);
        stage.Enrol(Bob);
        stage.Post($"members/{stage.Members[Ada]}/purchases", "r1", Json.Sale("r1", "120.00"));
        stage.Pass(TimeSpan.FromDays(1));
        stage.Post($"members/{stage.Members[Ada]}/purchases", "r2", Json.Sale("r2", "60.00"));
        stage.Pass(TimeSpan.FromDays(7));
        stage.Post($"members/{stage.Members[Bob]}/purchases", "r3", Json.Sale("r3", "120.00"));
        stage.Post("refunds", "f1", Json.Refund("r1", "f1", "30.00"));
        stage.Post($"members/{stage.Members[Ada]}/redemptions", "spend", Json.Redeem(150, capture: true));
        stage.Rest();
        return Told(stage);
    }

    /// <summary>All that there is, but for what simulations have counted.</summary>
    private static List<string> Told(Stage stage) =>
        [.. stage.Faults(settled: false), .. new Books(stage.World).Story().Where(line => !line.StartsWith("simulated", StringComparison.Ordinal))];

    private static (long Issued, long Reversed, long Redeemed, long Outstanding) Side(JsonElement report, string name) =>
        (Number(report, name, "issued"), Number(report, name, "reversed"), Number(report, name, "redeemed"), Number(report, name, "outstanding"));

    private static long Number(JsonElement report, string side, string name) => report.GetProperty(side).GetProperty(name).GetInt64();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
