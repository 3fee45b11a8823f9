using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>
/// One piece of a proof's shard. A shard that takes long goes on in another message, which says how far it has come and what it has found:
/// a message that comes again repeats its own piece and nothing else.
/// </summary>
public sealed record ProofMessage(string Run, string Work, int Shard, DateTimeOffset StartedAt)
{
    public const string Plan = "plan";
    public const string Load = "load";
    public const string Compare = "compare";
    public const string Reconcile = "reconcile";
    public const string Compact = "compact";

    /// <summary>Prefix of the tables that are rebuilt.</summary>
    public string Into { get; init; } = "";

    /// <summary>The day to load.</summary>
    public DateOnly Day { get; init; }

    /// <summary>The blob that is being loaded, and its lines that have been.</summary>
    public string Blob { get; init; } = "";

    public long Line { get; init; }

    /// <summary>The members to go through, and the last who has been.</summary>
    public MemberRange? Range { get; init; }

    public string After { get; init; } = "";

    public ProofFindings Findings { get; init; } = new();

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Default.ProofMessage);

    /// <summary>Null for a message of another kind.</summary>
    public static ProofMessage? TryParse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("work", out _) ? document.Deserialize(ApiJson.Default.ProofMessage) : null;
    }
}
