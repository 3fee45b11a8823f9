using System.Text.Json;
using Azure.Storage.Blobs;
using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>What time does to points, told with a hub whose clock is moved; and what proves it afterwards.</summary>
public sealed class TimeStories : IAsyncLifetime
{
    private Hub _hub = null!;

    private HubClient Operator => _hub.As("operator");

    private HubClient Till => _hub.As("till");

    public async Task InitializeAsync() => _hub = await Hub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    [Trait("Fault", "28")]
    [Trait("Fault", "100")]
    public async Task Points_expire_once_and_do_not_count_before_the_run_has_been()
    {
        var member = await Operator.EnrolAsync(new MemberBody());
        var reserved = await ReservedAsync(member);
        await _hub.StopAsync();
        await _hub.StartAgainAsync(TimeSpan.FromDays(400));
        Assert.Equal(0, await Operator.PointsAsync(member));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Operator.RunTimerAsync("ExpirePointsTimer")));
        await Operator.RunTimerAsync("LapseReservationsTimer");

        var entries = await Eventually.SeeAsync(
            "the points have expired",
            () => Operator.EntriesAsync(member),
            found => found.Sum(Audit.Points) == 0,
            found => $"{found.Count} entries");
        await Audit.IntactAsync(_hub, member);
        Assert.Equal(["bonus", "earn", "reserve", "lapse", "expire"], entries.Select(entry => entry.GetProperty("kind").GetString()));
        Assert.Equal("redemption-closed", (await Operator.PostAsync($"/api/redemptions/{reserved}/capture", "{}")).Problem);
        var runs = (await Operator.GetAsync("/api/runs")).Expect(200).Json.GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(runs, run => run.GetProperty("kind").GetString() == "expire" && run.TryGetProperty("finishedAt", out _));
    }

    [Fact]
    [Trait("Fault", "113")]
    [Trait("Fault", "115")]
    public async Task A_day_that_is_over_is_compacted_proved_and_replayed_and_a_forged_line_is_found()
    {
        var member = await Operator.EnrolAsync(new MemberBody());
        await Till.RecordAsync(member, new SaleBody("40.00"));
        await Audit.IntactAsync(_hub, member);
        await _hub.StopAsync();
        await _hub.StartAgainAsync(TimeSpan.FromDays(2));
        await Till.RecordAsync(member, new SaleBody("10.00"));
        await Audit.IntactAsync(_hub, member);

        await Operator.RunTimerAsync("CompactArchiveTimer");
        var container = new BlobContainerClient(_hub.Storage.ConnectionString, "archive");
        var manifest = await Eventually.SeeAsync("there is a manifest", () => ManifestAsync(container), found => found is not null, _ => "none");

        Assert.Equal(2, manifest!.Value.GetProperty("entries").GetInt64());
        Assert.Equal(40, manifest.Value.GetProperty("byKind").GetProperty("earn").GetProperty("points").GetInt64());
        var proved = await VerifyAsync();
        Assert.Equal((true, 3), (proved.GetProperty("ok").GetBoolean(), proved.GetProperty("entries").GetInt64()));

        var rebuild = (await Operator.PostAsync("/api/archive/rebuild", """{"into":"Copy"}""")).Expect(202);
        Assert.Equal($"/api/runs/{rebuild.Json.GetProperty("id").GetString()}", rebuild.Header("Location"));
        var rebuilt = await FinishedAsync("rebuild");
        Assert.Equal((3, 0), (rebuilt.GetProperty("entries").GetInt64(), rebuilt.GetProperty("differences").GetInt64()));
        await Operator.RunTimerAsync("ReconcileLedgerTimer");
        var sums = (await FinishedAsync("reconcile")).GetProperty("sums");
        Assert.Equal((150, 150), (sums.GetProperty("issued").GetInt64(), sums.GetProperty("outstanding").GetInt64()));

        await ForgeAsync(container);
        var forged = await VerifyAsync();
        Assert.False(forged.GetProperty("ok").GetBoolean());
        Assert.Equal(member, forged.GetProperty("firstFault").GetProperty("memberId").GetString());
        Assert.Equal(3, forged.GetProperty("firstFault").GetProperty("seq").GetInt64());
    }

    private async Task<string> ReservedAsync(string member)
    {
        await Till.RecordAsync(member, new SaleBody("120.00"));
        var reply = (await Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":100}""")).Expect(201);
        return reply.Json.GetProperty("redemptionId").GetString()!;
    }

    /// <summary>What a proof came to.</summary>
    private Task<JsonElement> FinishedAsync(string kind) =>
        Eventually.SeeAsync($"the {kind} run is finished", () => ReportAsync(kind), found => found.ValueKind == JsonValueKind.Object, _ => "it goes");

    private async Task<JsonElement> ReportAsync(string kind)
    {
        var runs = (await Operator.GetAsync("/api/runs")).Expect(200).Json.GetProperty("items").EnumerateArray();
        var run = runs.FirstOrDefault(run => run.GetProperty("kind").GetString() == kind);
        return run.ValueKind == JsonValueKind.Object && run.TryGetProperty("finishedAt", out _) ? run.GetProperty("report") : default;
    }

    private async Task<JsonElement> VerifyAsync() => (await Operator.PostWithoutKeyAsync("/api/archive/verify", "{}")).Expect(200).Json;

    private static async Task<JsonElement?> ManifestAsync(BlobContainerClient container)
    {
        await foreach (var blob in container.GetBlobsAsync(prefix: "manifests/"))
            return JsonElement.Parse((await container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToString());
        return null;
    }

    /// <summary>Gives the last sale ten times its points, in the one blob that is not compacted yet.</summary>
    private static async Task ForgeAsync(BlobContainerClient container)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: "entries/"))
            names.Add(blob.Name);
        var last = container.GetBlobClient(names.Order().Last());
        var content = (await last.DownloadContentAsync()).Value.Content.ToString();
        Assert.Contains("\"points\":10,", content, StringComparison.Ordinal);
        await last.DeleteAsync();
        await last.UploadAsync(BinaryData.FromString(content.Replace("\"points\":10,", "\"points\":100,", StringComparison.Ordinal)));
    }
}
