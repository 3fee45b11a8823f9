using System.Text.Json;
using System.Text.Json.Serialization;
using Loyalty.Campaigns;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// A delivery on its way through the queue: what the partner sent, as it was sent, with the headers that reading it needs. A body above
/// <see cref="MaxInlineBytes"/> stands in a blob and the message carries its name (the claim check).
/// </summary>
public sealed record InboundMessage(
    string Id,
    string Partner,
    DateTimeOffset ReceivedAt,
    IReadOnlyDictionary<string, string> Headers,
    byte[]? Body,
    string? BodyBlob,
    string BodyHash)
{
    public const int MaxInlineBytes = 32 * 1024;

    /// <summary>The row that stands behind this message until it has been processed.</summary>
    public OutboxRef? Outbox { get; init; }

    /// <summary>The span that received it, as W3C Trace Context writes it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Made by the hub itself, in its own format, for work that came through the API and has to wait.</summary>
    public bool IsOwn { get; init; }

    public static InboundMessage Own(string id, string partner, DateTimeOffset receivedAt, byte[] body, string bodyHash) =>
        new(id, partner, receivedAt, new Dictionary<string, string>(), body, null, bodyHash) { IsOwn = true };

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, StorageJson.Default.InboundMessage);

    /// <summary>Null for a text that is no inbound message.</summary>
    public static InboundMessage? TryParse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StorageJson.Default.InboundMessage) is { Id: { Length: > 0 }, Partner: not null, Headers: not null, BodyHash: not null } message
                && (message.Body is not null || message.BodyBlob is not null)
                    ? message
                    : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static InboundMessage Parse(string json) =>
        JsonSerializer.Deserialize(json, StorageJson.Default.InboundMessage) ?? throw new JsonException("An inbound message is an object.");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AttemptLine))]
[JsonSerializable(typeof(BasketRow))]
[JsonSerializable(typeof(BudgetForecasts))]
[JsonSerializable(typeof(BudgetWishes))]
[JsonSerializable(typeof(CampaignPlan))]
[JsonSerializable(typeof(CampaignTally))]
[JsonSerializable(typeof(Dictionary<string, long>))]
[JsonSerializable(typeof(InboundMessage))]
[JsonSerializable(typeof(IReadOnlyList<ArchivedVisit>))]
[JsonSerializable(typeof(IReadOnlyList<DeliveryStep>))]
[JsonSerializable(typeof(IReadOnlyList<EntryRef>))]
[JsonSerializable(typeof(ProofFindings))]
[JsonSerializable(typeof(ProofPlan))]
[JsonSerializable(typeof(SimulationTallies))]
internal sealed partial class StorageJson : JsonSerializerContext;
