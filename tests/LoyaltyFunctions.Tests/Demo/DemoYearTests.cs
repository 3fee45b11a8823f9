using System.Globalization;
using LoyaltyFunctions.Demo;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoYearTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void The_same_day_and_number_make_the_same_year()
    {
        var (one, another) = (new DemoYear(20, Today).Make(), new DemoYear(20, Today).Make());

        Assert.Equal(one.Select(Tell), another.Select(Tell));
        Assert.NotEqual(one.Select(Tell), new DemoYear(21, Today).Make().Select(Tell));
    }

    [Fact]
    public void Nothing_happens_before_somebody_joins_on_another_day_or_after_the_end()
    {
        var days = new DemoYear(60, Today).Make();
        var joins = days.SelectMany(day => day.Joins).ToDictionary(join => (string)join.Data["identities"]![0]!["value"]!, join => join.At);

        Assert.Equal(60, joins.Count);
        Assert.All(Events(days, "purchase.completed"), sale => Assert.True(sale.At > joins[(string)sale.Data["member"]!["value"]!]));
        Assert.All(days, day => Assert.All(day.Events, happened => Assert.Equal(day.On, DateOnly.FromDateTime(happened.At.DateTime))));
        Assert.All(days, day => Assert.All(day.Events, happened => Assert.True(happened.At < DemoYear.Closing(day.On))));
        Assert.All(days, day => Assert.InRange(day.On, Today.AddDays(-DemoYear.Days), Today.AddDays(-1)));
        Assert.Equal(days.Select(day => day.On).Order(), days.Select(day => day.On));
        Assert.Equal(days.Sum(day => day.Deliveries), Ids(days).Distinct().Count());
    }

    [Fact]
    public void Lines_and_tenders_add_up_and_a_refund_names_a_sale()
    {
        var days = new DemoYear(60, Today).Make();
        var sales = Events(days, "purchase.completed");
        var receipts = sales.Select(sale => (string)sale.Data["receiptId"]!).ToHashSet();

        foreach (var amounts in (string[])["lines", "tenders"])
        {
            Assert.All(sales, sale => Assert.Equal(Amount(sale.Data["total"]!), sale.Data[amounts]!.AsArray().Sum(line => Amount(line!["amount"]!))));
        }

        Assert.All(Events(days, "purchase.refunded"), refund => Assert.Contains((string)refund.Data["receiptId"]!, receipts));
        Assert.DoesNotContain(sales, sale => sale.At.DayOfWeek == DayOfWeek.Sunday);
    }

    [Theory]
    [InlineData("purchase.completed")]
    [InlineData("purchase.refunded")]
    [InlineData("checkin")]
    [InlineData("engagement.opened")]
    public void Everything_is_spread_over_the_year(string type)
    {
        var months = Events(new DemoYear(300, Today).Make(), type).Select(happened => (happened.At.Year, happened.At.Month)).Distinct();

        Assert.InRange(months.Count(), 13, 14);
    }

    [Fact]
    public void Points_are_spent_campaigns_run_and_the_ERP_drops_files_all_year()
    {
        var days = new DemoYear(300, Today).Make();

        Assert.InRange(days.Where(day => day.Spenders.Count > 0).Select(day => (day.On.Year, day.On.Month)).Distinct().Count(), 13, 14);
        Assert.Contains(Events(days, "engagement.converted"), mail => (string)mail.Data["campaignId"]! == "beauty-days");
        Assert.Equal(["items", "pricelist", "pricelist", "pricelist", "pricelist"], days.SelectMany(day => day.Files).Select(file => file.Name.Split('-')[0]));
    }

    [Fact]
    public void Whoever_activates_an_offer_comes_that_day_and_the_offer_is_one_of_the_store()
    {
        var days = new DemoYear(60, Today).Make();

        Assert.All(days, day => Assert.Subset(
            day.Events.Where(happened => happened.Type == "purchase.completed").Select(sale => (string)sale.Data["member"]!["value"]!).ToHashSet(),
            day.Activators.Select(DemoYear.Card).ToHashSet()));
        Assert.InRange(days.Sum(day => day.Activators.Count), 20, 400);
        Assert.Contains("\"shoe-bonus\"", Documentation.Repository.Read("functions/LoyaltyFunctions/programmes/department-store.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new string[0], null, false)]
    [InlineData(new[] { "--demo" }, 300, false)]
    [InlineData(new[] { "--demo", "--port", "0" }, 300, false)]
    [InlineData(new[] { "--demo", "12" }, 12, false)]
    [InlineData(new[] { "--demo=0" }, 0, false)]
    [InlineData(new[] { "--demo", "9000" }, 5_000, true)]
    public void The_number_of_members_stands_behind_the_option(string[] args, int? members, bool isCut)
    {
        var size = DemoSize.Of(args);

        Assert.Equal(members, size?.Members);
        Assert.Equal(isCut, size?.IsCut ?? false);
    }

    private static List<YearEvent> Events(IEnumerable<YearDay> days, string type) => [.. days.SelectMany(day => day.Events).Where(happened => happened.Type == type)];

    private static IEnumerable<string> Ids(IEnumerable<YearDay> days) =>
        days.SelectMany(day => day.Joins.Concat(day.Events).Select(happened => happened.Id).Concat(day.Files.Select(file => file.Id)));

    private static string Tell(YearDay day) => string.Join(
        '\n', [$"{day.On:O}", .. day.Joins.Concat(day.Events).Select(happened => happened.Body()), .. day.Files.Select(file => file.Csv), string.Join(',', day.Spenders), string.Join(',', day.Activators)]);

    private static decimal Amount(System.Text.Json.Nodes.JsonNode amount) => decimal.Parse((string)amount!, CultureInfo.InvariantCulture);
}
