using System.Diagnostics;
using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Demo.Systems;

namespace LoyaltyFunctions.Demo;

/// <summary>What the hub answered to a delivery and what became of it; <c>Became</c> is null when it was refused or is still queued.</summary>
internal sealed record DemoResult(DemoPost Post, int Status, string? DeliveryId, DeliveryView? Became)
{
    public IReadOnlyList<DemoTold> Followed { get; init; } = [];
}

/// <summary>Delivers, and waits until the hub has worked on what it accepted.</summary>
internal sealed class DemoSender(DemoClient client, DemoFollowers followers, Page page)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    public Task<DemoResult> SendAsync(DemoPost post, CancellationToken stopping) => AloudAsync(post, SendAndFollowAsync(post, stopping));

    /// <summary>What the hub tells others because of something that was not delivered.</summary>
    public async Task<DemoLine> FollowAsync(Func<Task<DemoLine>> act, CancellationToken stopping)
    {
        var mark = followers.Mark();
        return await act() with { Followed = await followers.SinceAsync(mark, stopping) };
    }

    /// <summary>What became of a delivery that waited, once it waits no more.</summary>
    public Task<DemoResult> FollowAsync(DemoResult waiting, CancellationToken stopping) =>
        AloudAsync(waiting.Post, FollowAsync(waiting, view => view.Status != "waiting", stopping));

    private async Task<DemoResult> SendAndFollowAsync(DemoPost post, CancellationToken stopping)
    {
        var mark = followers.Mark();
        var answer = await client.PostAsync(post.Path, post.Body, post.Headers, stopping);
        var id = answer.Status == 202 ? JsonSerializer.Deserialize(answer.Body, ApiJson.Default.AcceptedView)?.Id : null;
        // Many systems want their delivery answered by 200, without an id to ask for.
        var result = await FollowAsync(new DemoResult(post, answer.Status, id, null), _ => true, stopping);
        return result with { Followed = await followers.SinceAsync(mark, stopping) };
    }

    private async Task<DemoResult> FollowAsync(DemoResult sent, Predicate<DeliveryView> isDone, CancellationToken stopping)
    {
        for (var began = Stopwatch.GetTimestamp(); sent.DeliveryId is not null; await Task.Delay(Pause, stopping))
        {
            var view = await client.FindAsync($"/api/deliveries/{sent.DeliveryId}", ApiJson.Default.DeliveryView, stopping);
            sent = sent with { Became = view ?? sent.Became };
            if (Stopwatch.GetElapsedTime(began) > Patience || (view is not null && isDone(view)))
            {
                break;
            }
        }

        return sent;
    }

    /// <summary>Says every two seconds what is being waited for.</summary>
    private async Task<DemoResult> AloudAsync(DemoPost post, Task<DemoResult> work)
    {
        for (var began = Stopwatch.GetTimestamp(); await Task.WhenAny(work, Task.Delay(Silence)) != work;)
        {
            page.Line($"... the hub is still working on {post.Step.Sample} ({Stopwatch.GetElapsedTime(began).TotalSeconds:0} s)");
        }

        return await work;
    }
}
