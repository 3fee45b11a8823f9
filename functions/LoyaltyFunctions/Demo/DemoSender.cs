using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Demo;

/// <summary>A signed delivery, ready to be sent as often as one likes.</summary>
internal sealed record DemoPost(DemoStep Step, string Path, byte[] Body, IReadOnlyDictionary<string, string> Headers);

/// <summary>What the hub answered to a delivery and what became of it; <c>Became</c> is null when it was refused or is still queued.</summary>
internal sealed record DemoResult(DemoPost Post, int Status, string? DeliveryId, DeliveryView? Became);

/// <summary>Signs the samples, delivers them and waits until the hub has worked on them.</summary>
internal sealed class DemoSender(
    DemoClient client,
    PartnerBook book,
    IOptions<Dictionary<string, PartnerOptions>> partners,
    TimeProvider clock,
    Page page)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private int _sent;

    /// <summary>The first partner of the settings that has this format.</summary>
    public Partner? PartnerOf(string format) =>
        partners.Value.Keys.Select(book.Find).FirstOrDefault(known => known?.Partner.Format == format)?.Partner;

    /// <summary>A new delivery of the step, signed as of now.</summary>
    public DemoPost Sign(DemoStep step, DemoSamples samples)
    {
        var partner = PartnerOf(step.Format) ?? throw new InvalidOperationException($"No partner of the settings has the format {step.Format}.");
        var body = samples.Body(step);
        var id = string.Create(CultureInfo.InvariantCulture, $"demo-{samples.Run}-{++_sent}");
        var headers = DemoSigning.Headers(partner, step.Sample, id, clock.GetUtcNow(), body);
        return new DemoPost(step, $"/api/webhooks/{partner.Kind}/{partner.Id}", body, headers);
    }

    public async Task<DemoResult> SendAsync(DemoPost post, CancellationToken stopping)
    {
        var answer = await client.PostAsync(post.Path, post.Body, post.Headers, stopping);
        if (answer.Status != 202)
        {
            return new DemoResult(post, answer.Status, null, null);
        }

        var id = JsonSerializer.Deserialize(answer.Body, ApiJson.Default.AcceptedView)!.Id;
        return new DemoResult(post, answer.Status, id, await FollowAsync(post.Step, id, _ => true, stopping));
    }

    /// <summary>What became of a delivery that waited, once it waits no more.</summary>
    public async Task<DemoResult> FollowAsync(DemoResult waiting, CancellationToken stopping) =>
        waiting with { Became = await FollowAsync(waiting.Post.Step, waiting.DeliveryId!, view => view.Status != "waiting", stopping) };

    private async Task<DeliveryView?> FollowAsync(DemoStep step, string id, Predicate<DeliveryView> isDone, CancellationToken stopping)
    {
        var (began, told) = (Stopwatch.GetTimestamp(), Silence);
        for (DeliveryView? last = null; ;)
        {
            last = await client.FindAsync($"/api/deliveries/{id}", ApiJson.Default.DeliveryView, stopping) ?? last;
            var waited = Stopwatch.GetElapsedTime(began);
            if (waited > Patience || (last is not null && isDone(last)))
            {
                return last;
            }

            if (waited > told)
            {
                told += Silence;
                page.Line($"... the hub is still working on {step.Sample} ({waited.TotalSeconds:0} s)");
            }

            await Task.Delay(Pause, stopping);
        }
    }
}
