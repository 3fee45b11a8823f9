using Loyalty;
using Loyalty.Baskets;
using Loyalty.Purchases;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers.Overview;

public sealed class BasketFiguresTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public async Task What_several_processes_counted_of_several_days_adds_up()
    {
        var service = new TableService();
        await using var one = await InMemoryHub.StartAsync(service);
        await using var another = await InMemoryHub.StartAsync(service);
        one.Get<BasketFigures>().Add(Day, Basket("tea", "milk"));
        another.Get<BasketFigures>().Add(Day.AddDays(-1), Basket("milk", "tea", "bread"));
        another.Get<BasketFigures>().Add(Day.AddDays(-9), Basket("tea"));
        await one.Get<BasketFigures>().WriteAsync(CancellationToken.None);
        await another.Get<BasketFigures>().WriteAsync(CancellationToken.None);
        one.Get<BasketFigures>().Add(Day, Basket("tea"));

        var counts = await one.Get<BasketFigures>().ReadAsync(Day.AddDays(-1), Day, CancellationToken.None);

        Assert.Equal((3L, 3L, 2L, 1L), (counts.Baskets, counts.Categories["tea"], counts.Pairs[("milk", "tea")], counts.Pairs[("bread", "tea")]));
        Assert.Equal(4, (await another.Get<BasketFigures>().ReadAsync(Day.AddDays(-9), Day, CancellationToken.None)).Baskets + 1);
    }

    [Fact]
    public async Task Writing_again_counts_nothing_twice_and_a_failed_write_is_made_up_for()
    {
        var service = new TableService();
        await using var hub = await InMemoryHub.StartAsync(service);
        var figures = hub.Get<BasketFigures>();
        figures.Add(Day, Basket("tea", "milk"));
        await figures.WriteAsync(CancellationToken.None);
        await figures.WriteAsync(CancellationToken.None);
        figures.Add(Day, Basket("tea"));
        await figures.WriteAsync(CancellationToken.None);

        await using var reader = await InMemoryHub.StartAsync(service);
        var counts = await reader.Get<BasketFigures>().ReadAsync(Day, Day, CancellationToken.None);

        Assert.Equal((2L, 2L, 1L), (counts.Baskets, counts.Categories["tea"], counts.Pairs[("milk", "tea")]));
        Assert.Single(service.Export());
    }

    [Fact]
    [Trait("Fault", "52")]
    public async Task A_day_of_as_many_categories_as_are_kept_fits_into_a_row()
    {
        await using var hub = await InMemoryHub.StartAsync(new TableService());
        var names = Enumerable.Range(0, BasketCounts.MaximumCategories).Select(number => new string('ü', 60) + $"{number:D3}").ToArray();
        foreach (var pair in from one in names from other in names select (one, other))
        {
            hub.Get<BasketFigures>().Add(Day, Basket(pair.one, pair.other));
        }

        await hub.Get<BasketFigures>().WriteAsync(CancellationToken.None);
        var counts = await hub.Get<BasketFigures>().ReadAsync(Day, Day, CancellationToken.None);

        Assert.Equal((BasketCounts.MaximumCategories * (BasketCounts.MaximumCategories - 1) / 2, 10_000L), (counts.Pairs.Count, counts.Baskets));
    }

    private static Purchase Basket(params string[] categories)
    {
        Assert.True(Currency.TryGet("EUR", out var euro));
        var lines = categories.Select(category => new PurchaseLine(category, category, PurchaseLine.One, new Money(1_00, euro))).ToList();
        return new Purchase(new ReceiptKey("acme", "berlin-1", "r1", null), null, new Money(lines.Count * 1_00, euro), lines, []);
    }
}
