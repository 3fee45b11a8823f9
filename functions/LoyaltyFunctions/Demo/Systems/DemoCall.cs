using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LoyaltyFunctions.Demo.Systems;

/// <summary>A call that a system was sent, without the part of the path that chooses the system.</summary>
internal sealed record DemoCall(string Method, string Path, IHeaderDictionary Headers, byte[] Body)
{
    public string Query { get; init; } = "";

    /// <summary>A field of the body, by its names from the outside in; null where there is none. An index stands for a place in a list.</summary>
    public string? Field(params ReadOnlySpan<string> names)
    {
        if (Body.Length == 0)
        {
            return null;
        }

        var found = JsonElement.Parse(Body);
        foreach (var name in names)
        {
            if (found.ValueKind == JsonValueKind.Array && int.TryParse(name, out var place) && place < found.GetArrayLength())
            {
                found = found[place];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(name, out found))
            {
                return null;
            }
        }

        return found.ToString();
    }

    /// <summary>What follows a beginning of the path, up to the next slash; null for another path.</summary>
    public string? After(string beginning) =>
        Path.StartsWith(beginning, StringComparison.Ordinal) && Path.Length > beginning.Length ? Path[beginning.Length..].Split('/', ')')[0].Trim('\'') : null;
}

/// <summary>What the system answers; nothing but the status where there is no body.</summary>
internal sealed record DemoReply(int Status, string Body = "", string ContentType = "application/json");

/// <summary>A call as the report tells it: to whom, which, and what was answered.</summary>
internal sealed record DemoTold(string System, string Method, string Path, int Status);
