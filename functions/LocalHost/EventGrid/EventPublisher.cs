using System.Net.Http.Headers;
using System.Text.Json;

namespace LocalHost.EventGrid;

/// <summary>Posts events to a topic as the Event Grid output binding does: CloudEvents or the Event Grid schema, told by their fields.</summary>
internal sealed class EventPublisher : IDisposable
{
    private const string CloudEvents = "application/cloudevents-batch+json";
    private const string EventGridSchema = "application/json";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly Lazy<HttpClient> _http = new(() => new HttpClient { Timeout = Timeout });

    /// <exception cref="HttpRequestException">The topic did not take the events.</exception>
    public async Task PublishAsync(TopicEndpoint topic, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, topic.Address) { Content = Content(events) };
        if (topic.Key is { } key)
            request.Headers.Add("aeg-sas-key", key);
        using var answer = await _http.Value.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
            _http.Value.Dispose();
    }

    private static ByteArrayContent Content(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        using var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        var cloud = false;
        foreach (var one in events)
        {
            using var document = JsonDocument.Parse(one);
            cloud |= document.RootElement.TryGetProperty("specversion", out _);
            document.RootElement.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.Flush();
        var content = new ByteArrayContent(buffer.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(cloud ? CloudEvents : EventGridSchema) { CharSet = "utf-8" };
        return content;
    }
}
