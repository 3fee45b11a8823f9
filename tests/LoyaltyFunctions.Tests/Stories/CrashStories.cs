using Testing.Hubs;
using Xunit.Abstractions;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>The hub dies under load, is started again, and nothing is lost or counted twice.</summary>
public sealed class CrashStories(ITestOutputHelper output)
{
    private const int Ends = 2;

    [Fact]
    [Trait("Fault", "33")]
    [Trait("Fault", "34")]
    [Trait("Fault", "35")]
    [Trait("Fault", "42")]
    public async Task Webhooks_that_were_accepted_count_once_however_often_the_hub_is_killed()
    {
        await using var busy = await BusyHub.StartAsync();

        await KillWhileAsync(busy.Hub, new Senders(busy.Sales, busy.SendAsync, expected: 202), seed: 20261122);

        Assert.Equal(BusyHub.SaleCount, busy.Accepted.Count);
        foreach (var id in busy.Accepted)
            await busy.Hub.As("operator").DeliveryAsync(id, "processed");
        await busy.AssertCountedOnceAsync();
        await busy.SweepLaterAsync();
        await busy.AssertCountedOnceAsync();
    }

    [Fact]
    [Trait("Fault", "36")]
    [Trait("Fault", "37")]
    [Trait("Fault", "38")]
    public async Task Purchases_that_tills_repeat_count_once_however_often_the_hub_is_killed()
    {
        await using var busy = await BusyHub.StartAsync();

        await KillWhileAsync(busy.Hub, new Senders(busy.Sales, busy.RecordAsync, expected: 200), seed: 42);

        await busy.SweepLaterAsync();
        await busy.AssertCountedOnceAsync();
        foreach (var sale in busy.Sales.Take(20))
        {
            var again = (await busy.RecordAsync(sale)).Expect(200);
            Assert.Equal("true", again.Header("Idempotency-Replayed"));
            Assert.Equal(sale.ReceiptId, Audit.ReceiptOf(again.Json.GetProperty("entry")));
        }
    }

    [Fact]
    [Trait("Fault", "42")]
    public async Task A_hub_that_is_told_to_stop_finishes_what_it_has_accepted()
    {
        await using var busy = await BusyHub.StartAsync();

        await EndWhileAsync(new Senders(busy.Sales, busy.SendAsync, expected: 202), new Random(7), async () =>
        {
            Assert.Equal(0, await busy.Hub.StopAsync());
            await busy.Hub.StartAgainAsync();
        });

        await busy.AssertCountedOnceAsync();
    }

    /// <summary>Where no request happened to be under way, the test has not seen what it is about: it fails rather than pass for nothing.</summary>
    private async Task KillWhileAsync(Hub hub, Senders senders, int seed)
    {
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        await EndWhileAsync(senders, random, async () =>
        {
            await Task.Delay(random.Next(30));
            hub.Kill();
            await hub.StartAgainAsync();
        });
        Assert.True(senders.Interrupted > 0, "The hub was killed, and no request noticed.");
    }

    /// <summary>Ends the hub at random moments in the middle, and starts it again.</summary>
    private async Task EndWhileAsync(Senders senders, Random random, Func<Task> end)
    {
        var all = senders.RunAsync();
        for (var i = 1; i <= Ends; i++)
        {
            var moment = (i * BusyHub.SaleCount / (Ends + 1)) - random.Next(BusyHub.SaleCount / (2 * Ends));
            await await Task.WhenAny(senders.ReachAsync(moment), all);
            await end();
            output.WriteLine($"End {i} when {moment} were done: {senders.Done} answers, {senders.Interrupted} requests interrupted");
        }

        await all;
    }
}
