using Azure.Data.Tables;
using LoyaltyFunctions.Storage;
using Testing.InProcess;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers;

public sealed class BudgetsTests
{
    private static readonly DateTimeOffset Whenever = DateTimeOffset.MaxValue;

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 3, 2, 10, 0, 0, TimeSpan.Zero));
    private readonly Budgets _budgets;

    public BudgetsTests()
    {
        var service = new TableService();
        var tables = new LedgerTables([new TableServiceClient(TableService.ConnectionString, new TableClientOptions { Transport = service.Transport })]);
        tables.CreateAsync(CancellationToken.None).GetAwaiter().GetResult();
        _budgets = new Budgets(tables, _clock);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(990)]
    [InlineData(5_000)]
    [Trait("Fault", "24")]
    public async Task Many_at_once_get_all_that_there_is_and_no_point_more(long points)
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 60).Select(number => _budgets.TakeAsync(Spring(points), $"r{number}", 20, default)));

        Assert.Equal(Math.Min(points, 1_200), got.Sum());
        Assert.All(got, taken => Assert.InRange(taken, 0, 20));
        Assert.Equal(got.Sum(), await _budgets.SpentAsync(Spring(points), default));
    }

    [Fact]
    [Trait("Fault", "2")]
    public async Task Who_asks_again_for_the_same_thing_finds_what_it_has()
    {
        Assert.Equal(70, await _budgets.TakeAsync(Spring(100), "r1", 70, default));
        Assert.Equal(70, await _budgets.TakeAsync(Spring(100), "r1", 70, default));
        Assert.Equal(90, await _budgets.TakeAsync(Spring(100), "r1", 90, default));

        Assert.Equal(90, await _budgets.SpentAsync(Spring(100), default));
    }

    [Fact]
    public async Task What_was_not_granted_goes_back_and_another_can_have_it()
    {
        await _budgets.TakeAsync(Spring(100), "r1", 70, default);

        await _budgets.SettleAsync(Spring(100), "r1", 25, Whenever, default);
        await _budgets.SettleAsync(Spring(100), "r1", 25, Whenever, default);

        Assert.Equal(25, await _budgets.SpentAsync(Spring(100), default));
        Assert.Equal(75, await _budgets.TakeAsync(Spring(100), "r2", 80, default));
    }

    [Fact]
    [Trait("Fault", "35")]
    public async Task What_was_taken_anew_meanwhile_is_left_to_whoever_took_it()
    {
        await _budgets.TakeAsync(Spring(100), "r1", 10, default);
        _clock.Advance(TimeSpan.FromMinutes(7));
        await _budgets.TakeAsync(Spring(100), "r1", 10, default);

        await _budgets.SettleAsync(Spring(100), "r1", 0, _clock.GetUtcNow() - TimeSpan.FromMinutes(5), default);

        Assert.Equal(10, await _budgets.SpentAsync(Spring(100), default));
    }

    [Fact]
    [Trait("Fault", "90")]
    public async Task A_refund_gives_back_once()
    {
        await _budgets.TakeAsync(Spring(100), "r1", 60, default);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _budgets.GiveBackAsync(Spring(100), "f1", 20, default)));

        Assert.Equal(40, await _budgets.SpentAsync(Spring(100), default));
    }

    [Fact]
    public async Task A_budget_that_is_raised_goes_on_where_it_ended()
    {
        Assert.Equal(100, await _budgets.TakeAsync(Spring(100), "r1", 500, default));

        Assert.Equal(80, await _budgets.TakeAsync(Spring(180), "r2", 500, default));
    }

    private static BudgetRef Spring(long points) => new("spring", points);
}
