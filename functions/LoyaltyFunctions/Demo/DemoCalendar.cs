using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using LoyaltyFunctions.Storage;
using Microsoft.Extensions.Hosting;

namespace LoyaltyFunctions.Demo;

/// <summary>
/// Says where in its year the hub is. A new hub begins thirteen months ago; one that was stopped in the midst of the year goes on there;
/// any other lives in the present. It is asked before anything has read the clock, which must never go back.
/// </summary>
internal sealed class DemoCalendar(BlobServiceClient blobs, DemoClock clock) : IHostedLifecycleService
{
    private const string Entries = "entries/";
    private const string HourFormat = "yyyy/MM/dd/HH";

    /// <summary>The day after the last of the year.</summary>
    public DateOnly End { get; private set; }

    /// <summary>The first day whose business the hub has not done with.</summary>
    public DateOnly Next { get; private set; }

    public bool IsOver => Next >= End;

    public bool IsNew { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.Real.UtcDateTime);
        var hours = await HoursAsync(cancellationToken);
        IsNew = hours.Count == 0;
        var first = IsNew ? today.AddDays(-DemoYear.Days) : DateOnly.FromDateTime(hours.Min);
        (Next, End) = (IsNew ? first : DateOnly.FromDateTime(hours.Max), first.AddDays(DemoYear.Days));
        if (IsOver)
        {
            clock.MoveToPresent();
        }
        else
        {
            clock.MoveOn(IsNew ? DemoYear.Opening(first) : new DateTimeOffset(hours.Max.AddHours(1), TimeSpan.Zero));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The hours in which something was written into the ledger, by the names of what is archived.</summary>
    private async Task<SortedSet<DateTime>> HoursAsync(CancellationToken cancellation)
    {
        var hours = new SortedSet<DateTime>();
        try
        {
            await foreach (var blob in blobs.GetBlobContainerClient(Names.Containers.Archive).GetBlobsAsync(prefix: Entries, cancellationToken: cancellation))
            {
                var hour = blob.Name.AsSpan(Entries.Length, Math.Min(HourFormat.Length, blob.Name.Length - Entries.Length));
                if (DateTime.TryParseExact(hour, HourFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
                {
                    hours.Add(at);
                }
            }
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            // A new hub has no archive yet.
        }

        return hours;
    }
}
