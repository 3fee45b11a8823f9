using System.Globalization;
using System.Text.Json;
using Loyalty.Programmes;
using LoyaltyFunctions.Tests.Proof.Cases;

namespace LoyaltyFunctions.Tests.Proof;

/// <summary>A report on a campaign over sales that a seed makes, against figures that the test works out for itself.</summary>
public sealed class CampaignReportTests
{
    private const int Seed = 20_260_310;
    private const int Members = 90;

    private static readonly DateOnly From = new(2026, 3, 10);
    private static readonly DateOnly To = new(2026, 3, 20);

    private static readonly string Spring = Write();

    private readonly Stage _stage = new(Spring, ErpCases.Settings);
    private readonly Random _random = new(Seed);
    private readonly List<Shopper> _shoppers = [];

    /// <summary>What a member did, in cents.</summary>
    private sealed record Shopper(string Id, bool IsHeldOut)
    {
        public List<Receipt> Receipts { get; } = [];

        public long Redeemed { get; set; }

        public int Redemptions { get; set; }
    }

    private sealed record Receipt(string Id, DateOnly On, long Tea, long Other)
    {
        public bool IsVoided { get; set; }

        public bool IsWithin => On >= From && On <= To;

        public long Kept => IsVoided ? 0 : Tea + Other;
    }

    [Fact]
    public void Points_groups_uplift_and_payback_are_those_that_the_test_works_out()
    {
        var budget = Live();

        var id = Report("report").Text("id");
        var running = JsonElement.Parse(_stage.Process.Get($"campaigns/spring/reports/{id}")!.Body);
        _stage.WorkQueues();
        var report = JsonElement.Parse(_stage.Process.Get("campaigns/spring/reports/latest")!.Body);

        Assert.Equal((id, "running", "finished"), (Text(report, "id"), Text(running, "status"), Text(report, "status")));
        AssertPoints(report, budget);
        AssertGroup(report.GetProperty("addressed"), [.. _shoppers.Where(shopper => !shopper.IsHeldOut)]);
        AssertGroup(report.GetProperty("heldOut"), [.. _shoppers.Where(shopper => shopper.IsHeldOut)]);
        AssertUplift(report);
        AssertPayback(report);
        _stage.End();
    }

    [Fact]
    [Trait("Fault", "2")]
    public void Asking_again_says_the_same_and_the_figures_are_told_as_a_table_too()
    {
        Live();
        var first = Report("report");
        _stage.WorkQueues();
        var again = Report("report");
        var other = _stage.ReportCampaign("spring", "report", """{"to":"2026-03-19"}""");
        Report("another");
        _stage.WorkQueues();

        Assert.Equal((first.Text("id"), true, 422), (again.Text("id"), again.Replayed, other.Status));
        Assert.Equal(404, _stage.ReportCampaign("winter", "winter", "{}").Status);
        Assert.Equal(422, _stage.ReportCampaign("spring", "back", """{"from":"2026-03-10","to":"2026-03-09"}""").Status);
        string Figures(string id) => string.Join('\n', _stage.Process.Get($"campaigns/spring/reports/{id}", "text/csv")!.Body.Split("\r\n"));
        Assert.Equal(Figures(first.Text("id")), Figures("latest"));
        Assert.StartsWith("campaign,from,to,status,figure,value,currency\nspring,2026-03-10,2026-03-20,finished,budget.points,100000,\n", Figures("latest"), StringComparison.Ordinal);
        Assert.Contains("spring,2026-03-10,2026-03-20,finished,points.issued,", Figures("latest"), StringComparison.Ordinal);
        var listed = JsonElement.Parse(_stage.Process.Get("campaigns")!.Body).GetProperty("items")[0];
        Assert.Equal(("spring", 50), (Text(listed, "id"), listed.GetProperty("holdOutPercent").GetInt32()));
        _stage.End();
    }

    private HttpAnswer Report(string key) => _stage.ReportCampaign("spring", key, "{}");

    /// <summary>Three weeks of a shop; returns what the campaign's budget has given.</summary>
    private long Live()
    {
        _stage.Webhook("items", Json.Event("item.updated", _stage.Now, """{"items":[{"sku":"TEA","category":"tea","price":"5.00","currency":"EUR","marginRate":0.35}]}"""), "books", "erp");
        _stage.WorkQueues();
        for (var number = 0; number < Members; number++)
        {
            var id = _stage.Enrol($"7{number:D5}");
            _shoppers.Add(new Shopper(id, new Campaign("spring", null, null, null, null, null, 50).IsHeldOut(id)));
        }

        for (var day = 0; day < 21; day++)
        {
            foreach (var shopper in _shoppers.Where(_ => _random.Next(8) == 0))
            {
                Buy(shopper, DateOnly.FromDateTime(_stage.Now.Date));
            }

            _stage.Pass(TimeSpan.FromDays(1));
        }

        _stage.Rest();
        var items = JsonElement.Parse(_stage.Process.Get("program/budgets")!.Body).GetProperty("items");
        return items[0].GetProperty("spent").GetInt64();
    }

    private void Buy(Shopper shopper, DateOnly on)
    {
        var receipt = new Receipt($"r{_shoppers.Sum(other => other.Receipts.Count)}", on, _random.Next(1, 5_000), _random.Next(1, 9_000));
        var body = $$"""
            {"receiptId":"{{receipt.Id}}","storeId":"s1","currency":"EUR","total":"{{Euro(receipt.Kept)}}","lines":[
             {"sku":"TEA","quantity":1,"amount":"{{Euro(receipt.Tea)}}"},{"sku":"CUP","quantity":1,"amount":"{{Euro(receipt.Other)}}"}]}
            """;
        Assert.Equal(200, _stage.Post($"members/{shopper.Id}/purchases", receipt.Id, body).Status);
        shopper.Receipts.Add(receipt);
        if (_random.Next(6) == 0)
        {
            Assert.Equal(200, _stage.Post("voids", "v" + receipt.Id, Json.Void(receipt.Id)).Status);
            receipt.IsVoided = true;
        }
        else if (receipt.Kept > 3_000 && _random.Next(3) == 0)
        {
            Assert.Equal(201, _stage.Post($"members/{shopper.Id}/redemptions", "s" + receipt.Id, Json.Redeem(7, capture: true)).Status);
            var isReached = !shopper.IsHeldOut && shopper.Receipts.Any(earlier => earlier.IsWithin);
            (shopper.Redeemed, shopper.Redemptions) = receipt.IsWithin && isReached ? (shopper.Redeemed + 7, shopper.Redemptions + 1) : (shopper.Redeemed, shopper.Redemptions);
        }
    }

    private void AssertPoints(JsonElement report, long budget)
    {
        var receipts = _shoppers.Where(shopper => !shopper.IsHeldOut).SelectMany(shopper => shopper.Receipts).Where(receipt => receipt.IsWithin).ToList();
        var (issued, back) = (20L * receipts.Count, 20L * receipts.Count(receipt => receipt.IsVoided));
        var points = report.GetProperty("points");

        Assert.True(back > 0);
        Assert.Equal((issued, back, issued - back), (Number(points, "issued"), Number(points, "takenBack"), Number(points, "net")));
        Assert.Equal((budget, 100_000 - budget), (issued - back, Number(report.GetProperty("budget"), "left")));
        Assert.Equal(Euro(issued - back), Amount(points, "cost"));
        var reached = _shoppers.Where(shopper => !shopper.IsHeldOut && shopper.Receipts.Any(receipt => receipt.IsWithin)).ToList();
        Assert.True(reached.Sum(shopper => shopper.Redeemed) > 0);
        Assert.Equal(
            ((long)reached.Count, (long)reached.Sum(shopper => shopper.Redemptions), reached.Sum(shopper => shopper.Redeemed)),
            (Number(report.GetProperty("reached"), "members"), Number(report.GetProperty("reached"), "redemptions"), Number(report.GetProperty("reached"), "redeemed")));
    }

    private static void AssertGroup(JsonElement group, IReadOnlyList<Shopper> shoppers)
    {
        Assert.InRange(shoppers.Count, 30, Members);
        var kept = shoppers.Select(Within).ToList();
        Assert.Equal(
            ((long)shoppers.Count, (long)kept.Count(receipts => receipts.Count > 0), (long)kept.Sum(receipts => receipts.Count)),
            (Number(group, "members"), Number(group, "buyers"), Number(group, "visits")));
        Assert.Equal((Euro(kept.Sum(Sum)), Euro(kept.Sum(Margin))), (Amount(group, "sales"), Amount(group, "margin")));
    }

    private void AssertUplift(JsonElement report)
    {
        var (one, other) = (Spent(isHeldOut: false), Spent(isHeldOut: true));
        var half = 1.96 * Math.Sqrt((Variance(one) / one.Length) + (Variance(other) / other.Length));
        var difference = one.Average() - other.Average();
        var sales = report.GetProperty("uplift").EnumerateArray().First(measure => Text(measure, "of") == "sales");

        Assert.Equal(Euro((long)Math.Floor(difference)), Text(sales, "difference"));
        Assert.InRange(Cents(sales, "low"), difference - half - 2, difference - half);
        Assert.InRange(Cents(sales, "high"), difference + half, difference + half + 2);
        var shown = Cents(sales, "low") > 0 ? "more" : Cents(sales, "high") < 0 ? "less" : "none-shown";
        Assert.Equal(shown, Text(report, "finding"));
    }

    private void AssertPayback(JsonElement report)
    {
        var (one, other) = (Groups(isHeldOut: false), Groups(isHeldOut: true));
        var extra = (long)Math.Floor(one.Sum(Margin) - ((decimal)other.Sum(Margin) / other.Count * one.Count));
        var payback = report.GetProperty("payback");

        Assert.Equal(Euro(extra), Amount(payback, "extraMargin"));
        Assert.Equal(Euro(extra - Number(report.GetProperty("points"), "net")), Amount(payback, "result"));
    }

    private double[] Spent(bool isHeldOut) => [.. Groups(isHeldOut).Select(receipts => (double)Sum(receipts))];

    private List<List<Receipt>> Groups(bool isHeldOut) => [.. _shoppers.Where(shopper => shopper.IsHeldOut == isHeldOut).Select(Within)];

    private static List<Receipt> Within(Shopper shopper) => [.. shopper.Receipts.Where(receipt => receipt is { IsWithin: true, IsVoided: false })];

    private static long Sum(List<Receipt> receipts) => receipts.Sum(receipt => receipt.Kept);

    private static long Margin(List<Receipt> receipts) => (long)Math.Floor(receipts.Sum(receipt => receipt.Tea) * 0.35m);

    private static double Variance(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);

    private static double Cents(JsonElement measure, string name) => Math.Round(100 * double.Parse(Text(measure, name), CultureInfo.InvariantCulture));

    private static string Euro(long cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static string Amount(JsonElement element, string name) => Text(element.GetProperty(name), "amount");

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static string Write()
    {
        const string Name = "proof-campaign.json";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, Name), """
            {"id": "sample", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin",
             "campaigns": [{"id": "spring", "from": "2026-03-10", "until": "2026-03-20", "holdOut": {"percent": 50}, "budget": {"points": 100000}}],
             "earn": [
               {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}},
               {"id": "spring-20", "on": "purchase", "campaign": "spring", "points": {"fixed": 20}}],
             "redemption": {"points": 100, "worth": "1.00", "minimum": 1}}
            """);
        return Name;
    }
}
