using Azure.Storage.Blobs;
using LoyaltyFunctions.Demo;
using Testing.Blobs;
using Testing.InProcess;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>Where the year goes on after whatever ended the hub, by what it has archived.</summary>
public sealed class DemoCalendarTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_new_hub_begins_thirteen_months_ago()
    {
        var (calendar, clock) = await AskAsync([]);

        Assert.Equal((true, false, new DateOnly(2025, 10, 23), new DateOnly(2026, 11, 22)), (calendar.IsNew, calendar.IsOver, calendar.Next, calendar.End));
        Assert.Equal(new DateTimeOffset(2025, 10, 23, 8, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    [Trait("Fault", "42")]
    public async Task A_hub_that_was_ended_in_the_midst_of_its_year_goes_on_with_the_day_that_it_had_not_done_with()
    {
        var (calendar, clock) = await AskAsync(["entries/2025/10/20/08-a-1.jsonl", "entries/2026/03/04/19-a-1.jsonl", "entries/2026/03/04/18-a-1.jsonl"]);

        Assert.Equal((false, false, new DateOnly(2026, 3, 4), new DateOnly(2026, 11, 19)), (calendar.IsNew, calendar.IsOver, calendar.Next, calendar.End));
        // After all that is recorded, and not in the present: the rest of the year is still to come.
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 20, 0, 0, TimeSpan.Zero), clock.GetUtcNow());
    }

    [Fact]
    public async Task A_hub_that_has_lived_in_the_present_stays_there()
    {
        var (calendar, clock) = await AskAsync(["entries/2025/10/20/08-a-1.jsonl", "entries/2026/11/22/11-a-1.jsonl"]);

        Assert.True(calendar.IsOver);
        Assert.Equal(Now, clock.GetUtcNow());
    }

    private static async Task<(DemoCalendar Calendar, DemoClock Clock)> AskAsync(IReadOnlyList<string> archived)
    {
        var service = new BlobService();
        var blobs = new BlobServiceClient(BlobService.Endpoint, new BlobClientOptions { Transport = new Wire().To(service) });
        await (archived.Count > 0 ? blobs.CreateBlobContainerAsync(Storage.Names.Containers.Archive) : Task.CompletedTask);
        foreach (var name in archived)
        {
            service.Overwrite(Storage.Names.Containers.Archive, name, []);
        }

        var clock = new DemoClock(new ManualClock(Now), DemoYear.Length);
        var calendar = new DemoCalendar(blobs, clock);
        await calendar.StartingAsync(CancellationToken.None);
        return (calendar, clock);
    }
}
