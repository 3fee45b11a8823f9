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

        Assert.Equal(one.Joins.Concat(one.Days).Select(happened => happened.Body()), another.Joins.Concat(another.Days).Select(happened => happened.Body()));
    }

    [Fact]
    public void Nothing_happens_before_somebody_joins_or_after_today()
    {
        var (joins, days) = new DemoYear(60, Today).Make();
        var joined = joins.ToDictionary(join => (string)join.Data["identities"]![0]!["value"]!, join => join.At);

        Assert.Equal(60, joins.Count);
        Assert.All(days.Where(happened => happened.Type == "purchase.completed"), sale => Assert.True(sale.At >= joined[(string)sale.Data["member"]!["value"]!]));
        Assert.All(days, happened => Assert.True(happened.At < new DateTimeOffset(Today, TimeOnly.MinValue, TimeSpan.FromHours(1)).AddHours(9)));
        Assert.Equal(days.Count, days.Select(happened => happened.Id).Distinct().Count());
    }

    [Fact]
    public void Lines_add_up_and_a_refund_names_a_sale()
    {
        var (_, days) = new DemoYear(60, Today).Make();
        var sales = days.Where(happened => happened.Type == "purchase.completed").ToList();
        var receipts = sales.Select(sale => (string)sale.Data["receiptId"]!).ToHashSet();

        Assert.All(sales, sale => Assert.Equal(
            decimal.Parse((string)sale.Data["total"]!, CultureInfo.InvariantCulture),
            sale.Data["lines"]!.AsArray().Sum(line => decimal.Parse((string)line!["amount"]!, CultureInfo.InvariantCulture))));
        Assert.All(days.Where(happened => happened.Type == "purchase.refunded"), refund => Assert.Contains((string)refund.Data["receiptId"]!, receipts));
        Assert.DoesNotContain(sales, sale => sale.At.DayOfWeek == DayOfWeek.Sunday);
        Assert.True(sales.Max(sale => sale.At) - sales.Min(sale => sale.At) > TimeSpan.FromDays(300));
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
}
