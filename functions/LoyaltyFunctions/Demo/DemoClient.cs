using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Azure.Messaging;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Demo;

/// <summary>What the hub answered; <c>Replayed</c>: the first answer again, because the idempotency key was known.</summary>
internal sealed record DemoAnswer(int Status, byte[] Body, bool Replayed);

/// <summary>The hub as any caller sees it: over HTTP, with the key of the sample settings' operator.</summary>
internal sealed class DemoClient(DemoGround ground, IOptions<EventGridOptions> topic) : IDisposable
{
    public const string Key = DemoGround.Key;

    private const string TopicPath = "/api/events";
    private const string LocalTopicPath = "/events?limit=10000";
    private const int StartTries = 240;
    private const int MaxExplanation = 200;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout };

    public Uri Hub => ground.Hub;

    /// <summary>Where the local topic shows what it was sent; null when the events go elsewhere or nowhere.</summary>
    public Uri? Events { get; } = topic.Value.TopicEndpoint is { } endpoint && endpoint.EndsWith(TopicPath, StringComparison.Ordinal)
        && new Uri(endpoint) is { IsLoopback: true } ? new Uri(endpoint[..^TopicPath.Length] + LocalTopicPath) : null;

    public async Task WaitForHubAsync(CancellationToken stopping)
    {
        for (var i = 0; i < StartTries; i++)
        {
            if (await AnswersAsync(stopping))
            {
                return;
            }

            await Task.Delay(Pause, stopping);
        }

        throw new TimeoutException($"{Hub}api/health does not answer that the hub is healthy.");
    }

    public Task<DemoAnswer> PostAsync(string path, byte[] body, IReadOnlyDictionary<string, string> headers, CancellationToken stopping) =>
        SendAsync(HttpMethod.Post, path, body, headers, stopping);

    public Task<DemoAnswer> PutAsync(string path, JsonObject body, CancellationToken stopping) => SendAsync(
        HttpMethod.Put, path, Encoding.UTF8.GetBytes(body.ToJsonString()), new Dictionary<string, string> { ["Authorization"] = $"Bearer {Key}" }, stopping);

    /// <summary>What stands there, or null when nothing does. Asked too often, it asks again later; any other answer ends the demo.</summary>
    public async Task<T?> FindAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken stopping)
        where T : class
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Hub, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
            using var answer = await _http.SendAsync(request, stopping);
            var body = await answer.Content.ReadAsByteArrayAsync(stopping);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
            {
                return answer.StatusCode == HttpStatusCode.NotFound ? null
                    : answer.IsSuccessStatusCode ? JsonSerializer.Deserialize(body, type)
                    : throw new InvalidOperationException($"GET {path} answered {(int)answer.StatusCode}: {Explain(body)}");
            }

            await Task.Delay(Pause, stopping);
        }
    }

    public async Task<IReadOnlyList<CloudEvent>> ReadEventsAsync(CancellationToken stopping) =>
        Events is null ? [] : CloudEvent.ParseMany(BinaryData.FromBytes(await _http.GetByteArrayAsync(Events, stopping)));

    /// <summary>What a problem says of itself; the beginning of anything else.</summary>
    public static string Explain(byte[] answer)
    {
        try
        {
            var problem = JsonElement.Parse(answer);
            return problem.TryGetProperty("detail", out var detail) || problem.TryGetProperty("title", out detail)
                ? detail.ToString()
                : Beginning(answer);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Beginning(answer);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<DemoAnswer> SendAsync(
        HttpMethod method, string path, byte[] body, IReadOnlyDictionary<string, string> headers, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(method, new Uri(Hub, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _http.SendAsync(request, stopping);
        var replayed = answer.Headers.TryGetValues("Idempotency-Replayed", out _);
        return new DemoAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(stopping), replayed);
    }

    private static string Beginning(byte[] answer) => Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(MaxExplanation, answer.Length)));

    private async Task<bool> AnswersAsync(CancellationToken stopping)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Hub, "/api/health"), stopping);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
