using System.Globalization;
using System.Net.Http.Headers;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Targets;

/// <summary>
/// Whoever takes Standard Webhooks 1.0.0: the CloudEvent as it is, its id as <c>webhook-id</c> on every attempt, signed anew each time and
/// with every secret of the settings.
/// </summary>
internal sealed class SubscriberTarget(string id, SubscriberOptions options, IHttpClientFactory clients, TimeProvider clock) : ITarget
{
    private const string ContentType = "application/cloudevents+json";

    private readonly EventFilter _events = new(options.Events);
    private readonly Uri _url = new(options.Url!);

    public string Id { get; } = "subscriber:" + id.ToLowerInvariant();

    public string Address => _url.AbsoluteUri;

    public bool IsOrdered => options.Ordered;

    public bool TellsState => false;

    public bool Wants(string eventType) => _events.Wants(eventType);

    public async Task<Attempt> TellAsync(Notice notice, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = new ByteArrayContent(notice.Content) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType) { CharSet = "utf-8" };
        var now = clock.GetUtcNow();
        request.Headers.Add(StandardWebhooksSignature.IdHeader, notice.EventId);
        request.Headers.Add(StandardWebhooksSignature.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var signatures = options.Secrets.Select(secret => StandardWebhooksSignature.Sign(secret, notice.EventId, now, notice.Content));
        request.Headers.Add(StandardWebhooksSignature.SignatureHeader, string.Join(' ', signatures));
        using var client = clients.CreateClient(OutboundHttp.Client);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return HttpAnswers.Judge(answer, now);
    }
}
