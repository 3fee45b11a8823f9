using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Messaging;
using Loyalty;
using Loyalty.Campaigns;
using Loyalty.Purchases;
using Loyalty.Safety;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Storage;
using Testing.Tables;
using ETag = Azure.ETag;

namespace LoyaltyFunctions.Tests.Documentation;

public sealed class StorageReadmeTests
{
    private const string Page = "functions/LoyaltyFunctions/Storage/README.md";

    private const string CheckIn = """{"member":{"type":"card","value":"1000"},"storeId":"berlin-1"}""";

    private static readonly string[] Behind = ["archive append", "Outbox delete"];

    [Fact]
    public void The_layout_has_every_table_and_every_container()
    {
        var containers = MarkdownTable.Read(Page, "Blobs").Select(row => MarkdownTable.Plain(row[0]));

        Assert.Equal(Names.Tables.All.Order(), Layout().Select(row => row.Table).Distinct().Order());
        Assert.Equal(Names.Containers.All.Order(), containers.Distinct().Order());
    }

    [Fact]
    public async Task Every_row_that_a_member_leaves_is_laid_out_as_the_page_says()
    {
        await using var app = await MemoryApp.StartAsync();
        var member = await app.EnrolAsync("ada", "1001");
        await app.DeliverAsync("d4", "member.enrolled", """{"identities":[{"type":"card","value":"1005"}],"referredBy":{"type":"card","value":"1001"}}""");
        await app.SellAsync(member, "R-1", "sale");
        await app.RedeemAsync(member, """{"points":100}""");
        await app.DeliverSaleAsync("d1", "R-2", card: "9999");
        await app.DeliverSaleAsync("d2", "R-3", card: "1001", currency: "USD");
        await app.Get<Stock>().TryTakeAsync(new StockUnit("mug", "r1"), 2, CancellationToken.None);
        await app.Get<Budgets>().TakeAsync(new BudgetRef("spring", 80), "r1", 5, CancellationToken.None);
        await app.Get<Budgets>().GiveBackAsync(new BudgetRef("spring", 80), "f1", 5, CancellationToken.None);
        await app.EraseAsync(await app.EnrolAsync("eve", "1002"));
        await app.MergeAsync(member, await app.EnrolAsync("dan", "1004"));
        await app.Get<Ledger>().TryFenceReceiptAsync(member, "abc", CancellationToken.None);
        await app.Get<Runs>().StartAsync(new Run("r1", "expire", DateTimeOffset.UtcNow, 1), CancellationToken.None);
        await app.Get<Runs>().ReportAsync("r1", 0, new ShardReport(1, 2, 0, true, DateTimeOffset.UtcNow), CancellationToken.None);
        await app.Get<Runs>().StartAsync(new Run("r2", "rebuild", DateTimeOffset.UtcNow, 1) { Plan = new ProofPlan("Copy", [], 0) }, CancellationToken.None);
        await app.Get<Runs>().ReportAsync("r2", 0, new ShardReport(0, 0, 0, true, DateTimeOffset.UtcNow) { Findings = new() }, CancellationToken.None);
        await app.Get<Rebuilds>().TryTakeAsync("Copy", null, "r2", new Operation("abc", "abc"), CancellationToken.None);
        await app.Get<Simulations>().TryPlanAsync(new SimulationPlan("r3", [], "1", default, default), new Operation("abc", "abc"), CancellationToken.None);
        await app.Get<SimulationParts>().PutVisitsAsync("r3", 0, 1, [], CancellationToken.None);
        await app.Get<SimulationParts>().PutWishesAsync("r3", 0, 1, new BudgetWishes(BudgetWish.Sum([]), BudgetWish.Sum([])), CancellationToken.None);
        await app.Get<SimulationParts>().PutForecastsAsync("r3", new BudgetForecasts(new([]), new([])), CancellationToken.None);
        await app.Get<Simulations>().ReportAsync("r3", 0, SimulationTallies.None, CancellationToken.None);
        await app.Get<CampaignReports>().KeepAsync(new CampaignPlan("r4", "1", new CampaignScope("spring", 10, [], default, default, default)), CancellationToken.None);
        await app.Get<CampaignReports>().ReportAsync("r4", 0, new CampaignTally(), CancellationToken.None);
        await app.Get<Fences>().PutAsync("acme", new KeptFence("f1", "berlin-1", null, "{}"u8.ToArray()), CancellationToken.None);
        await app.Get<Items>().PutAsync(Items.Everybody, Article("MUG"), DateTimeOffset.UtcNow, CancellationToken.None);
        await app.Get<DroppedFiles>().AddAsync(
            new DroppedFile(Keys.Delivery("erp", "file"), "erp", "items-1.csv", "0x1", DateTimeOffset.UtcNow) { Columns = ",sku" }, CancellationToken.None);
        await app.Get<Unclaimed>().PutAsync(
            Unclaimed.CustomerHash("abc"), new Evidence(Keys.Hash("cash"), "erp", new DateOnly(2026, 11, 2), "EUR", 4_250), CancellationToken.None);
        await app.Get<Unclaimed>().TryTakeAsync(Keys.Hash("cash"), Keys.Delivery("acme", "claim"), CancellationToken.None);
        foreach (var engagement in Enum.GetValues<Engagement>())
            await app.Get<Campaigns>().PutAsync("klaviyo", "autumn", member, engagement, DateTimeOffset.UtcNow, CancellationToken.None);
        await app.Get<Runs>().CompleteAsync("r1", [], DateTimeOffset.UtcNow, CancellationToken.None);
        await app.Get<Boards>().WriteAsync(Boards.IdOf("sample", "berlin-1", "2026-11"), member, 120, 1, 7, CancellationToken.None);
        await app.Get<SharedTraces>().NoteAsync(member, [Trace.OfDevice("phone")], CancellationToken.None);
        var trace = (await app.Get<SharedTraces>().OpenAsync(member, CancellationToken.None)).Single();
        await app.Get<SharedTraces>().ShareAsync(member, trace, CancellationToken.None);
        await app.Get<SharedTraces>().FlagAsync(member, _ => true, CancellationToken.None);
        await app.Get<Holds>().PutAsync(member, CancellationToken.None);
        await app.Get<Tills>().NoteAsync("acme", "berlin-1", "3", new TillSale(member, "abc", DateTimeOffset.UtcNow), CancellationToken.None);
        await app.Get<Outbox>().PutCommitAsync(member, "never");
        await app.Get<AskedRuns>().KeepAsync(new Operation("abc", "abc"), "r1", CancellationToken.None);
        await app.Get<Figures>().WriteAsync(CancellationToken.None);
        app.Get<BasketFigures>().Add(new DateOnly(2026, 11, 2), Basket("coffee", "bakery"));
        await app.Get<BasketFigures>().WriteAsync(CancellationToken.None);
        await app.Get<SecretAges>().KnowAsync([("acme", "whsec_")], CancellationToken.None);
        await LeaveNoticesAsync(app, member);

        var rows = app.Tables.Export().ToList();

        Assert.Equal(Names.Tables.All.Order(), rows.Select(row => row.Table).Distinct().Order());
        Assert.All(rows, AssertLaidOut);
    }

    [Fact]
    public async Task The_storage_calls_are_those_of_the_page()
    {
        await using var app = await MemoryApp.StartAsync();
        var member = await app.EnrolAsync("warm", "1000");
        await app.DeliverSaleAsync("d0", "R-0", card: "1000");
        var table = MarkdownTable.Read(Page, "Storage calls").ToDictionary(row => row[0], row => (row[1], row[2]));

        await ExpectAsync("enrolment by API, three identities", () => app.EnrolAsync("bob", "1002"));
        await ExpectAsync("sale by API", () => app.SellAsync(member, "R-1", "first"));
        await ExpectAsync("the same receipt again, under another key", () => app.SellAsync(member, "R-1", "second"));
        await ExpectAsync("refund by API", () => app.RefundAsync("R-1", "4.00"));
        await ExpectAsync("redemption in one phase", () => app.RedeemAsync(member, """{"points":100,"capture":true}"""));
        var other = await app.EnrolAsync("carl", "1003");
        await ExpectAsync("transfer", () => app.TransferAsync(member, other, 5));
        await ExpectAsync("merge, three identities", () => app.MergeAsync(member, other));
        await ExpectAsync("sale by webhook", () => app.DeliverSaleAsync("d1", "R-2", card: "1000"), accepted: true);
        await ExpectAsync("check-in by webhook", () => app.DeliverAsync("d2", "checkin", CheckIn), accepted: true);

        // A delivery is put into the outbox by the function that accepted it: that call is the row of its own.
        async Task ExpectAsync(string useCase, Func<Task> work, bool accepted = false)
        {
            var calls = await app.CallsOfAsync(work);
            var (until, behind) = accepted ? (calls.Skip(1), []) : (calls.Except(Behind), Behind.Where(calls.Contains));
            Assert.Equal((useCase, table[useCase]), (useCase, (Text(until, calls), Text(behind, calls))));
            Assert.True(!accepted || calls[0] == table["webhook accepted"].Item1);
        }
    }

    private static async Task LeaveNoticesAsync(MemoryApp app, string member)
    {
        var told = new CloudEvent("/loyalty/sample", "loyalty.points.earned", null) { Id = "e1", Subject = member };
        var notice = Notice.Of("subscriber:crm", JsonSerializer.SerializeToUtf8Bytes(told)) with { Due = DateTimeOffset.UtcNow };
        await app.Get<Notices>().PutAsync(notice);
        await app.Get<Contacts>().PutAsync(new Contact(member, notice.Target) { Reference = "512", ActiveAt = DateTimeOffset.UtcNow }, CancellationToken.None);
        await app.Get<TargetLeases>().TryTakeAsync(notice.Shard, CancellationToken.None);
        await app.Get<TargetLeases>().ReturnAsync(new TargetLease(notice.Shard, "abc"), CancellationToken.None);
        await app.Get<DeadLetters>().PutAsync(notice, "was answered 500", CancellationToken.None);
        await app.Get<DeadLetters>().SetAsideAsync(DeadLetters.IdOf(notice), ETag.All, CancellationToken.None);
        await app.Get<DeadLetters>().PutAsync(notice, "was answered 500", CancellationToken.None);
    }

    // Equal calls in a row are counted.
    private static string Text(IEnumerable<string> chosen, IReadOnlyList<string> calls)
    {
        var words = new List<(string Call, int Count)>();
        foreach (var call in calls.Where(chosen.ToHashSet().Contains))
        {
            if (words.Count > 0 && words[^1].Call == call) words[^1] = (call, words[^1].Count + 1);
            else words.Add((call, 1));
        }

        return string.Join(" · ", words.Select(word => word.Count > 1 ? $"{word.Call} ×{word.Count}" : word.Call));
    }

    private static void AssertLaidOut(TableRow row)
    {
        var columns = row.Properties.Keys.Select(name => Regex.Replace(name, @"\d+$", ""));
        Assert.True(
            Layout().Any(layout => layout.Table == row.Table
                && Fits(row.PartitionKey, layout.PartitionKey)
                && Fits(row.RowKey, layout.RowKey)
                && columns.All(layout.Columns.Contains)),
            row.ToString());
    }

    private static bool Fits(string key, string pattern) =>
        Regex.IsMatch(key, $"^{Regex.Replace(Regex.Escape(pattern), @"\\\{\w+}", "[0-9a-z]+")}$");

    private static IEnumerable<(string Table, string PartitionKey, string RowKey, IReadOnlySet<string> Columns)> Layout() =>
        MarkdownTable.Read(Page, "Rows").Select(row => (
            MarkdownTable.Plain(row[0]),
            MarkdownTable.Plain(row[1]),
            MarkdownTable.Plain(row[2]),
            (IReadOnlySet<string>)Regex.Matches(row[3], "`(\\w+)`").Select(match => match.Groups[1].Value).ToHashSet()));

    private static Purchase Basket(params string[] categories)
    {
        var euro = Currency.Get("EUR");
        var lines = categories.Select(category => new PurchaseLine(category, category, PurchaseLine.One, new Money(600, euro))).ToList();
        return new Purchase(new ReceiptKey("acme", "berlin-1", "R-9", null), null, new Money(lines.Count * 600, euro), lines, []);
    }

    private static Item Article(string sku) => new(sku, "kitchen", new Money(600, Currency.Get("EUR")), LoyaltyExcluded: false) { MarginRate = 4_200 };
}
