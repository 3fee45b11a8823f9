using LoyaltyFunctions.Storage;
using Testing.Tables;

namespace LoyaltyFunctions.Tests.Handlers.Overview;

public sealed class FiguresTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    [Fact]
    public async Task What_several_processes_counted_adds_up_and_the_latest_instant_counts()
    {
        var service = new TableService();
        await using var one = await InMemoryHub.StartAsync(service);
        await using var another = await InMemoryHub.StartAsync(service);
        one.Get<Figures>().CountDelivery(Delivery(9));
        another.Get<Figures>().CountDelivery(Delivery(11));
        one.Get<Figures>().CountDelivery(Delivery(10));
        await one.Get<Figures>().WriteAsync(CancellationToken.None);
        await another.Get<Figures>().WriteAsync(CancellationToken.None);

        await using var reader = await InMemoryHub.StartAsync(service);
        var counts = (await reader.Get<Figures>().ReadAsync(Day, Day, CancellationToken.None))[Day];

        Assert.Equal(3, counts["deliveries|acme|processed"]);
        Assert.Equal(Delivery(11).ReceivedAt.ToUnixTimeMilliseconds(), counts["last|acme"]);
    }

    [Fact]
    public async Task Writing_again_counts_nothing_twice_and_writes_only_what_changed()
    {
        var service = new TableService();
        await using var hub = await InMemoryHub.StartAsync(service);
        var figures = hub.Get<Figures>();
        figures.Add(Day, "entries|earn", 2);
        await figures.WriteAsync(CancellationToken.None);
        var writes = 0;
        service.OnRequest = _ => { writes++; return null; };

        await figures.WriteAsync(CancellationToken.None);
        Assert.Equal(0, writes);
        figures.Add(Day, "entries|earn", 3);
        await figures.WriteAsync(CancellationToken.None);

        Assert.Equal(1, writes);
        Assert.Equal(5, (await figures.ReadAsync(Day, Day, CancellationToken.None))[Day]["entries|earn"]);
        Assert.Empty(await figures.ReadAsync(Day.AddDays(1), Day.AddDays(9), CancellationToken.None));
    }

    private static DeliveryRecord Delivery(int hour) =>
        new($"d{hour}", "acme", new DateTimeOffset(Day, new TimeOnly(hour, 0), TimeSpan.Zero), "hash", DeliveryStatus.Processed, null, []);
}
