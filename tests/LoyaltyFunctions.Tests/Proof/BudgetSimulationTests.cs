using System.Text.Json;
using Loyalty.Entries;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>Simulations count budgets over all members, and visits that earned nothing: against the ledger itself, and against a count by hand.</summary>
public sealed class BudgetSimulationTests
{
    private static readonly string[] Cards = ["600001", "600002", "600003", "600004", "600005"];

    private readonly Stage _stage = new(Programmes.Budgeted);
    private readonly List<(string Member, DateTimeOffset At, bool IsLarge)> _sales = [];

    [Fact]
    public void The_programme_that_holds_comes_to_what_the_ledger_gave_and_another_budget_to_what_a_count_by_hand_gives()
    {
        Live();
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, Programmes.Budgeted));
        var tighter = text.Replace("\"version\": \"1\"", "\"version\": \"2\"", StringComparison.Ordinal)
            .Replace("\"budget\": {\"points\": 800}", "\"budget\": {\"points\": 1000}", StringComparison.Ordinal)
            .Replace("\"points\": {\"fixed\": 300}", "\"points\": {\"fixed\": 130}", StringComparison.Ordinal);

        var id = _stage.Simulate("what if", tighter, "2026-03-03", "2026-03-31").Text("id");
        _stage.WorkQueues();
        var report = _stage.Simulation(id).GetProperty("report");

        var midnight = new DateTimeOffset(2026, 3, 2, 23, 0, 0, TimeSpan.Zero);
        var all = new Books(_stage.World).Members.SelectMany(member => member.Entries).ToList();
        var entries = all.Where(entry => entry.RecordedAt >= midnight).ToList();
        foreach (var rule in (string[])["base", "boost", "coming"])
        {
            Assert.Equal(Given(entries, rule), Points(report, "current", rule));
        }

        // 130 for each large sale while there is something of 1,000, of which those before the third of March took 300 each.
        var before = Given(all.Where(entry => entry.RecordedAt < midnight), "boost");
        var left = 1_000 - before;
        var byHand = _sales.Where(sale => sale.IsLarge && sale.At.Day > 2).Sum(_ => Take(ref left, 130));
        Assert.Equal((300L, true), (before, byHand % 130 > 0));
        Assert.Equal(byHand, Points(report, "candidate", "boost"));
        var budget = report.GetProperty("candidate").GetProperty("budgets").EnumerateArray().First(one => one.GetProperty("budget").GetProperty("id").GetString() == "boost");
        Assert.Equal((1_000L, 300L), (budget.GetProperty("budget").GetProperty("spent").GetInt64(), budget.GetProperty("before").GetInt64()));
        Assert.Equal(Ended(left: 1_000 - before), budget.GetProperty("endedAt").GetDateTimeOffset());
        Assert.Equal(17, _stage.Simulation(id).GetProperty("shards").GetInt32());
        _stage.End();
    }

    [Fact]
    public void Visits_that_earned_nothing_count_where_a_candidate_gives_something_for_them()
    {
        var stage = new Stage();
        stage.Enrol(Cards[0]);
        foreach (var (id, type) in ((string, string)[])[("v1", "checkin"), ("v2", "checkin"), ("g1", "geofence.entered"), ("g2", "geofence.entered"), ("g3", "geofence.exited")])
        {
            stage.Webhook(id, Json.Event(type, stage.Now, Json.OfMember(Cards[0], $$"""{"storeId":"s1","geofenceId":"{{(id == "g2" ? "south" : "north")}}"}""")));
            stage.Pass(TimeSpan.FromMinutes(1));
        }

        stage.WorkQueues();
        stage.Webhook("v1", Json.Event("checkin", stage.Now, Json.CheckIn(Cards[0])));
        stage.WorkQueues();
        var north = Programmes.Twice("2").Replace("\"earn\": [", """
            "earn": [{"id": "north", "on": "geofence", "when": {"geofences": ["north"]}, "points": {"fixed": 7}},
                     {"id": "again", "on": "checkin", "points": {"fixed": 3}},
            """, StringComparison.Ordinal);

        var run = stage.Simulate("what if", north, "2026-03-01", "2026-03-31").Text("id");
        stage.WorkQueues();
        var report = stage.Simulation(run).GetProperty("report");

        Assert.Equal((4, 1), (report.GetProperty("visits").GetInt64(), report.GetProperty("members").GetInt64()));
        Assert.Equal((10L, 0L), (Points(report, "current", "visit"), Points(report, "current", "north")));
        Assert.Equal((10L, 7L, 6L), (Points(report, "candidate", "visit"), Points(report, "candidate", "north"), Points(report, "candidate", "again")));
        Assert.Empty(stage.Faults(settled: false));
        stage.End();
    }

    [Fact]
    public void A_sale_that_earned_nothing_earns_where_a_candidate_excludes_nothing()
    {
        var stage = new Stage();
        var member = stage.Enrol(Cards[0]);
        stage.Post($"members/{member}/purchases", "r1", """{"receiptId":"r1","storeId":"s1","currency":"EUR","total":"30.00","lines":[{"sku":"T","category":"tobacco","quantity":1,"amount":"30.00"}]}""");
        stage.Rest();
        Assert.Equal(0, new Books(stage.World).Members.Single().Entries[^1].Points.Value);

        var run = stage.Simulate("what if", Programmes.Twice("2").Replace("\"tobacco\", ", "", StringComparison.Ordinal), "2026-03-01", "2026-03-31").Text("id");
        stage.WorkQueues();
        var report = stage.Simulation(run).GetProperty("report");

        Assert.Equal((0L, 60L), (Points(report, "current", "base"), Points(report, "candidate", "base")));
        stage.End();
    }

    /// <summary>Large and small sales by chance over a fortnight, and visits: the budgets of 800 and 900 points are spent on the way.</summary>
    private void Live()
    {
        var random = new Random(5);
        foreach (var card in Cards)
        {
            _stage.Enrol(card);
        }

        Buy(Cards[0], 0, isLarge: true);
        _stage.Pass(TimeSpan.FromDays(1));
        for (var number = 1; number < 40; number++)
        {
            var card = Cards[random.Next(Cards.Length)];
            if (random.Next(2) == 0)
            {
                _stage.Webhook($"v{number}", Json.Event("checkin", _stage.Now, Json.CheckIn(card)));
                _stage.WorkQueues();
            }
            else
            {
                Buy(card, number, random.Next(2) == 0);
            }

            _stage.Pass(TimeSpan.FromHours(random.Next(1, 16)));
        }

        _stage.Rest();
    }

    private void Buy(string card, int number, bool isLarge)
    {
        Assert.Equal(200, _stage.Post($"members/{_stage.Members[card]}/purchases", $"r{number}", Json.Sale($"r{number}", isLarge ? "120.00" : "20.00")).Status);
        _sales.Add((_stage.Members[card], _stage.Now, isLarge));
    }

    /// <summary>When the candidate's budget has not enough for the first time.</summary>
    private DateTimeOffset Ended(long left)
    {
        foreach (var sale in _sales.Where(sale => sale.IsLarge && sale.At.Day > 2))
        {
            if (Take(ref left, 130) < 130)
            {
                return sale.At;
            }
        }

        throw new InvalidOperationException("The budget does not end.");
    }

    private static long Take(ref long left, long wanted)
    {
        var taken = Math.Min(left, wanted);
        left -= taken;
        return taken;
    }

    private static long Given(IEnumerable<LedgerEntry> entries, string rule) =>
        entries.Where(entry => entry.Kind is EntryKind.Earn or EntryKind.Bonus).SelectMany(entry => entry.Rules).Where(one => one.Id == rule).Sum(one => one.Points.Value);

    private static long Points(JsonElement report, string side, string rule) => report.GetProperty(side).GetProperty("rules").EnumerateArray()
        .Where(one => one.GetProperty("id").GetString() == rule).Sum(one => one.GetProperty("points").GetInt64());
}
