using System.Text.Json;
using System.Text.Json.Serialization;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Files;

/// <summary>A file on its way through the queue: a blob that was dropped, or one whose work goes on.</summary>
public sealed record FileMessage(string Blob, DateTimeOffset DroppedAt)
{
    private const string Created = "Microsoft.Storage.BlobCreated";
    private const string Place = $"/blobServices/default/containers/{Names.Containers.ErpInbox}/blobs/";

    /// <summary>The file's id once its work has begun.</summary>
    public string? File { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FileMessageJson.Default.FileMessage);

    public static FileMessage? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, FileMessageJson.Default.FileMessage) is { Blob.Length: > 0 } message ? message : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The drop that an event tells of, in either schema of Event Grid; null for one that tells of none. A report is no drop.</summary>
    public static FileMessage? OfEvent(string json)
    {
        if (!JsonBody.TryParse(System.Text.Encoding.UTF8.GetBytes(json), out var root, out _)) return null;
        var told = Fields.Of(root);
        var type = told.Optional("type") ?? told.Optional("eventType");
        var at = told.Instant("time") ?? told.Instant("eventTime");
        return type == Created && at is { } time
            && told.Optional("subject", 2_048) is { } subject && subject.StartsWith(Place, StringComparison.Ordinal)
            && subject[Place.Length..] is { Length: > 0 } blob && !blob.StartsWith(FileInbox.Errors, StringComparison.Ordinal)
                ? new FileMessage(blob, time)
                : null;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileMessage))]
internal sealed partial class FileMessageJson : JsonSerializerContext;
