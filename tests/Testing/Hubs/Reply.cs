using System.Net.Http.Headers;
using System.Text.Json;

namespace Testing.Hubs;

/// <summary>An answer of the hub, read to its end.</summary>
public sealed record Reply(int Status, byte[] Body, HttpResponseHeaders Headers, string? ContentType)
{
    private const string ProblemPrefix = "urn:loyalty:problem:";

    public JsonElement Json => Body.Length == 0
        ? throw new InvalidOperationException($"The answer {Status} has no body.")
        : JsonElement.Parse(Body);

    /// <summary>The name of the problem, or what was answered instead of one.</summary>
    public string Problem =>
        ContentType == "application/problem+json" && Json.GetProperty("type").GetString() is { } type
        && type.StartsWith(ProblemPrefix, StringComparison.Ordinal)
            ? type[ProblemPrefix.Length..]
            : $"none, but {Status} {Text}";

    /// <summary>Pointers of the fields at fault, in the order of the answer.</summary>
    public IReadOnlyList<string> Pointers =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("pointer").GetString()!)];

    public string Text => System.Text.Encoding.UTF8.GetString(Body);

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    /// <summary>This answer, if it has the status; else an exception that shows what came instead.</summary>
    public Reply Expect(int status) => Status == status
        ? this
        : throw new InvalidOperationException($"Expected {status}, got {Status}: {Text}");

    public static async Task<Reply> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        return new Reply((int)response.StatusCode, body, response.Headers, response.Content.Headers.ContentType?.MediaType);
    }
}
