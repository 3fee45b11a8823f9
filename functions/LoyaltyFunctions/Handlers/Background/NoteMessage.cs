using System.Text.Json;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Background;

/// <summary>One piece of the run that notes members for journeys by the calendar: it says how far its range has come.</summary>
public sealed record NoteMessage(string NoteRun, int Shard, MemberRange Range)
{
    /// <summary>The last member who has been looked at.</summary>
    public string After { get; init; } = "";

    /// <summary>Members noted so far.</summary>
    public long Noted { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Default.NoteMessage);

    /// <summary>Null for a message of another kind.</summary>
    public static NoteMessage? TryParse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("noteRun", out _) ? document.Deserialize(ApiJson.Default.NoteMessage) : null;
    }
}
