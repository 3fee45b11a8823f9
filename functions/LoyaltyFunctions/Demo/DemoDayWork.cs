using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Demo;

/// <summary>A day of the year through the hub's own doors: signed webhooks, files and the API. It ends when the hub has done with it.</summary>
internal sealed class DemoDayWork(DemoClient client, DemoSigner signer)
{
    private const int AtOnce = 8;

    /// <summary>The least that the store's programme lets anybody spend.</summary>
    private const int Least = 1_000;

    private const int Note = 2_000;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private bool HasErp => signer.PartnerOf(ErpFilesConnector.Name) is not null;

    public async Task DoAsync(YearDay day, Action step, CancellationToken stopping)
    {
        await DeliverAsync(day.Joins.Select(signer.Sign).Concat(HasErp ? day.Files.Select(signer.Sign) : []), step, stopping);
        await SideBySide.ForEachAsync(day.Activators, AtOnce, (member, stop) => ActivateAsync(member, day.On, stop), stopping);
        await DeliverAsync(day.Events.Select(signer.Sign), step, stopping);
        await SideBySide.ForEachAsync(day.Spenders, AtOnce, (member, stop) => SpendAsync(member, day.On, stop), stopping);
    }

    /// <summary>Asks for a run, and waits for its end.</summary>
    public async Task RunAsync(string kind, DateOnly on, CancellationToken stopping)
    {
        var answer = await AskAsync("/api/runs", new JsonObject { ["kind"] = kind }, $"year-{kind}-{on:yyyyMMdd}", stopping);
        var run = JsonSerializer.Deserialize(answer.Body, ApiJson.Default.AcceptedView)!.Id;
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Pause, stopping))
        {
            if (await client.FindAsync($"/api/runs/{run}", ApiJson.Default.RunView, stopping) is { FinishedAt: not null })
            {
                return;
            }
        }
    }

    /// <summary>Waits until nothing is on its way any more.</summary>
    public async Task SettleAsync(CancellationToken stopping)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Breath, stopping))
        {
            if (await client.FindAsync("/api/figures", ApiJson.Default.FiguresView, stopping) is { OldestWork: null })
            {
                return;
            }
        }
    }

    private async Task DeliverAsync(IEnumerable<YearPost> posts, Action step, CancellationToken stopping)
    {
        var accepted = new ConcurrentQueue<string>();
        await SideBySide.ForEachAsync(posts, AtOnce, async (post, stop) => accepted.Enqueue(await PostAsync(post, stop)), stopping);
        foreach (var id in accepted)
        {
            await FollowAsync(id, stopping);
            step();
        }
    }

    private async Task<string> PostAsync(YearPost post, CancellationToken stopping)
    {
        while (true)
        {
            var answer = await client.PostAsync(post.Path, post.Body, post.Headers, stopping);
            switch (answer.Status)
            {
                case 202:
                    return JsonSerializer.Deserialize(answer.Body, ApiJson.Default.AcceptedView)!.Id;
                case 429 or 503:
                    // Too fast for one partner, or the store is busy: as a till would, it tries again.
                    await Task.Delay(Breath, stopping);
                    break;
                default:
                    throw new InvalidOperationException($"POST {post.Path} was answered {answer.Status}: {DemoClient.Explain(answer.Body)}");
            }
        }
    }

    private async Task FollowAsync(string id, CancellationToken stopping)
    {
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < Patience; await Task.Delay(Pause, stopping))
        {
            if (await client.FindAsync($"/api/deliveries/{id}", ApiJson.Default.DeliveryView, stopping) is not null)
            {
                return;
            }
        }
    }

    /// <summary>The bonus on shoes, unless the member has it or has had it this month.</summary>
    private async Task ActivateAsync(int member, DateOnly on, CancellationToken stopping)
    {
        if (await FindAsync(member, stopping) is { } found)
        {
            await AskAsync($"/api/members/{found.MemberId}/offers/shoe-bonus/activations", [], $"year-offer-{member}-{on:yyyyMMdd}", stopping);
        }
    }

    private Task<MemberView?> FindAsync(int member, CancellationToken stopping) =>
        client.FindAsync($"/api/members/lookup?type=card&value={DemoYear.Card(member)}", ApiJson.Default.MemberView, stopping);

    /// <summary>Who has enough spends half of it, takes a reward, or thinks better of it.</summary>
    private async Task SpendAsync(int member, DateOnly on, CancellationToken stopping)
    {
        var found = await FindAsync(member, stopping);
        if (found is not { Balance.Available: >= Least and var available })
        {
            return;
        }

        var (key, mood) = ($"year-spend-{member}-{on:yyyyMMdd}", (member + on.DayNumber) % 8);
        var body = available >= Note && mood < 3
            ? new JsonObject { ["rewardId"] = "note-20", ["capture"] = true }
            : new JsonObject { ["points"] = Math.Max(Least, available / 200 * 100), ["capture"] = mood != 7 };
        var answer = await AskAsync($"/api/members/{found.MemberId}/redemptions", body, key, stopping);
        if (mood == 7 && answer.Status == 201)
        {
            var reserved = JsonSerializer.Deserialize(answer.Body, ApiJson.Default.RedemptionView)!;
            await AskAsync($"/api/redemptions/{reserved.RedemptionId}/cancel", [], key, stopping);
        }
    }

    private Task<DemoAnswer> AskAsync(string path, JsonObject body, string key, CancellationToken stopping) => client.PostAsync(
        path,
        Encoding.UTF8.GetBytes(body.ToJsonString()),
        new Dictionary<string, string> { ["Authorization"] = $"Bearer {DemoClient.Key}", ["Idempotency-Key"] = key },
        stopping);
}
