using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalHost.EventGrid;

/// <summary>The events in a request: one object or an array of them.</summary>
internal static class EventDocument
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The events, or null after answering 400.</summary>
    public static async Task<IReadOnlyList<JsonElement>?> ReadAsync(HttpContext http)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(http.Request.Body, Strict, http.RequestAborted);
            var root = document.RootElement;
            var events = root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : new[] { root };
            if (events.All(x => x.ValueKind == JsonValueKind.Object))
                return Array.ConvertAll(events, x => x.Clone());
        }
        catch (JsonException)
        {
            // Answered below, like JSON that is no event.
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return null;
    }
}
