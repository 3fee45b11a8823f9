using Azure.Data.Tables;
using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers;

public sealed class StockTests
{
    private readonly TableService _service = new();
    private readonly Stock _stock;

    public StockTests()
    {
        var tables = new LedgerTables([new TableServiceClient(TableService.ConnectionString, new TableClientOptions { Transport = _service.Transport })]);
        tables.CreateAsync(CancellationToken.None).GetAwaiter().GetResult();
        _stock = new Stock(tables);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [Trait("Fault", "24")]
    public async Task Many_at_once_get_what_there_is_and_no_more(int stock)
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => _stock.TryTakeAsync(Unit(number), stock, default)));

        Assert.Equal(stock, got.Count(isTaken => isTaken));
        Assert.Equal(0, await _stock.LeftAsync("mug", stock, default));
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task A_redemption_takes_one_unit_however_often_it_asks()
    {
        Assert.True(await _stock.TryTakeAsync(Unit(1), 2, default));
        Assert.True(await _stock.TryTakeAsync(Unit(1), 2, default));

        Assert.Equal(1, await _stock.LeftAsync("mug", 2, default));
    }

    [Fact]
    public async Task What_is_given_back_another_can_have_and_this_one_not_again()
    {
        Assert.True(await _stock.TryTakeAsync(Unit(1), 1, default));
        Assert.False(await _stock.TryTakeAsync(Unit(2), 1, default));

        await _stock.GiveBackAsync(Unit(1), allButOne: false, default);
        await _stock.GiveBackAsync(Unit(1), allButOne: false, default);

        Assert.Equal(1, await _stock.LeftAsync("mug", 1, default));
        Assert.False(await _stock.TryTakeAsync(Unit(1), 1, default));
        Assert.True(await _stock.TryTakeAsync(Unit(2), 1, default));
    }

    [Fact]
    public async Task Of_two_units_that_one_redemption_came_by_all_but_one_go_back()
    {
        // All shards but the last in its way are full for the first attempt; then another unit comes free nearer by.
        var others = Enumerable.Range(10, 100).Select(Unit).ToList();
        var taken = new List<StockUnit>();
        foreach (var other in others)
        {
            if (await _stock.TryTakeAsync(other, 7, default))
            {
                taken.Add(other);
            }
        }

        Assert.True(await _stock.TryTakeAsync(Unit(1), 8, default));
        foreach (var other in taken)
        {
            await _stock.GiveBackAsync(other, allButOne: false, default);
        }

        Assert.True(await _stock.TryTakeAsync(Unit(1), 8, default));
        await _stock.GiveBackAsync(Unit(1), allButOne: true, default);

        Assert.Equal(7, await _stock.LeftAsync("mug", 8, default));
    }

    private static StockUnit Unit(int number) => new("mug", $"r{number}");
}
