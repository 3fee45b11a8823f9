using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.EventGrid;

/// <summary>Topics that take what is published and show it. The newest 10,000 events of a topic are kept, in memory.</summary>
internal sealed class LocalTopics
{
    private const int MaxEvents = 10_000;
    private const int DefaultLimit = 100;

    private readonly ConcurrentDictionary<string, Queue<JsonElement>> _topics = new(StringComparer.OrdinalIgnoreCase);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/topics/{name}/api/events", (RequestDelegate)TakeAsync);
        routes.MapGet("/topics/{name}/events", (RequestDelegate)ShowAsync);
    }

    private async Task TakeAsync(HttpContext http)
    {
        if (await EventDocument.ReadAsync(http) is not { } events)
            return;
        var topic = TopicOf(http);
        lock (topic)
        {
            foreach (var one in events)
                topic.Enqueue(one);
            while (topic.Count > MaxEvents)
                topic.Dequeue();
        }
    }

    private async Task ShowAsync(HttpContext http)
    {
        var subject = http.Request.Query["subject"].FirstOrDefault();
        var limit = int.TryParse(http.Request.Query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : DefaultLimit;
        var topic = TopicOf(http);
        JsonElement[] events;
        lock (topic)
            events = [.. topic.Where(x => subject is null || SubjectOf(x) == subject).TakeLast(limit)];
        await http.Response.WriteAsJsonAsync(events);
    }

    private Queue<JsonElement> TopicOf(HttpContext http) => _topics.GetOrAdd((string)http.Request.RouteValues["name"]!, _ => new());

    private static string? SubjectOf(JsonElement one) =>
        one.TryGetProperty("subject", out var subject) && subject.ValueKind == JsonValueKind.String ? subject.GetString() : null;
}
