namespace LocalHost.Tests.Timers;

[Collection(HostTests.Name)]
public sealed class TimerTests(HostFixture host)
{
    [Fact]
    public async Task Runs_on_the_clock_that_now_sets_and_makes_up_once_for_what_was_missed()
    {
        await using (var first = await StartAtAsync("2026-03-29T02:59:54Z"))
        {
            var journal = await first.UntilAsync(x => x.Count > 0);
            Assert.Equal("daily False 2026-03-29T03:00:00.0000000Z", journal[0]);
            Assert.StartsWith("2026-03-29T03:00:0", await first.Http.GetStringAsync("/api/now"), StringComparison.Ordinal);
            await first.StopAsync();
        }

        await using (var threeDaysLater = await StartAtAsync("2026-04-01T12:00:00Z", fresh: false))
        {
            await threeDaysLater.UntilAsync(x => x.Contains("daily True 2026-03-30T03:00:00.0000000Z"));
            await threeDaysLater.StopAsync();
            Assert.Single(threeDaysLater.Journal);
        }

        await using var again = await StartAtAsync("2026-04-01T12:00:10Z", fresh: false);
        await again.UntilTimerAsync("start");
        await again.UntilTimerAsync("often");
        Assert.Empty(again.Journal);
    }

    private Task<SampleProcess> StartAtAsync(string now, bool fresh = true) => host.StartAsync(["--now", now], fresh);
}
