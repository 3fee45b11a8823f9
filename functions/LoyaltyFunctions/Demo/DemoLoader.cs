using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Demo;

/// <summary>Takes the year through the hub's own doors: signed webhooks, the API, and the runs that a year has.</summary>
internal sealed class DemoLoader(DemoClient client, DemoSigner signer, DemoSize size, Page page, TimeProvider clock)
{
    private const int AtOnce = 8;
    private const int MinSpent = 300;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task LoadAsync(CancellationToken stopping)
    {
        if (size.Members == 0 || signer.PartnerOf(StandardWebhooksConnector.Name) is null)
        {
            return;
        }

        page.Heading("A year of a department store");
        page.Say($"{size.Members} members, thirteen months of sales, refunds, visits and mailings, sent as the store's tills would send them."
            + (size.IsCut ? " That is as many as Azurite can hold; more need an account on Azure." : ""));
        if (await client.FindAsync($"/api/members/lookup?type=card&value={DemoYear.Card(size.Members - 1)}", ApiJson.Default.MemberView, stopping) is not null)
        {
            page.Say("They are there since an earlier run.");
            return;
        }

        var began = Stopwatch.GetTimestamp();
        var (joins, days) = new DemoYear(size.Members, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Make();
        var progress = new DemoProgress(page, "deliveries", joins.Count + days.Count);
        await PostAsync(joins, progress, stopping);
        await PostAsync(days, progress, stopping);
        await SettleAsync(stopping);
        await SpendAsync(stopping);
        await RunAsync(stopping, "expire", "tiers", "reconcile");
        page.Say(string.Create(CultureInfo.InvariantCulture, $"The year is there after {Stopwatch.GetElapsedTime(began).TotalSeconds:0} seconds."));
    }

    private Task PostAsync(IEnumerable<YearEvent> events, DemoProgress progress, CancellationToken stopping) => Parallel.ForEachAsync(
        events,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stopping },
        async (one, stop) =>
        {
            while (!await TryPostAsync(one, stop))
            {
                // Too fast for one partner, or the store is busy: as a till would, it tries again.
                await Task.Delay(Pause, stop);
            }

            progress.Step();
        });

    private async Task<bool> TryPostAsync(YearEvent one, CancellationToken stopping)
    {
        var post = signer.Sign(one);
        var answer = await client.PostAsync(post.Path, post.Body, post.Headers, stopping);
        return answer.Status switch
        {
            202 => true,
            429 or 503 => false,
            _ => throw new InvalidOperationException($"{one.Type} was answered {answer.Status}: {DemoClient.Explain(answer.Body)}"),
        };
    }

    /// <summary>Waits until nothing is on its way any more.</summary>
    private async Task SettleAsync(CancellationToken stopping)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Pause, stopping))
        {
            var figures = await client.FindAsync("/api/figures", ApiJson.Default.FiguresView, stopping);
            if (figures is { OldestWork: null })
            {
                return;
            }
        }
    }

    /// <summary>Every eighth who can spends half of what they have.</summary>
    private async Task SpendAsync(CancellationToken stopping)
    {
        for (var member = 0; member < size.Members; member += 8)
        {
            var found = await client.FindAsync($"/api/members/lookup?type=card&value={DemoYear.Card(member)}", ApiJson.Default.MemberView, stopping);
            if (found is { Balance.Available: > MinSpent } rich)
            {
                var body = new JsonObject { ["points"] = rich.Balance.Available / 200 * 100, ["capture"] = true };
                await AskAsync($"/api/members/{rich.MemberId}/redemptions", body, $"year-spend-{member}", stopping);
            }
        }
    }

    private async Task RunAsync(CancellationToken stopping, params string[] kinds)
    {
        foreach (var kind in kinds)
        {
            var answer = await AskAsync("/api/runs", new JsonObject { ["kind"] = kind }, $"year-{kind}-{Guid.NewGuid():N}", stopping);
            var run = JsonSerializer.Deserialize(answer.Body, ApiJson.Default.AcceptedView)!.Id;
            for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Pause, stopping))
            {
                if (await client.FindAsync($"/api/runs/{run}", ApiJson.Default.RunView, stopping) is { FinishedAt: not null })
                {
                    break;
                }
            }
        }
    }

    private Task<DemoAnswer> AskAsync(string path, JsonObject body, string key, CancellationToken stopping) => client.PostAsync(
        path,
        Encoding.UTF8.GetBytes(body.ToJsonString()),
        new Dictionary<string, string> { ["Authorization"] = $"Bearer {DemoClient.Key}", ["Idempotency-Key"] = key },
        stopping);
}
