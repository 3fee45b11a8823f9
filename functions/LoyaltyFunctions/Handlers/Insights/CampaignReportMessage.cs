using System.Text.Json;
using Loyalty.Campaigns;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Insights;

/// <summary>
/// One piece of a shard of a report on a campaign. It says how far the shard has come and what it has counted, so that a message that comes
/// again repeats its own piece and nothing else.
/// </summary>
public sealed record CampaignReportMessage(string Report, string Campaign, int Shard, MemberRange Range)
{
    /// <summary>The last member who has been counted.</summary>
    public string After { get; init; } = "";

    public CampaignTally Tally { get; init; } = new();

    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Default.CampaignReportMessage);

    /// <summary>Null for a message of another kind.</summary>
    public static CampaignReportMessage? TryParse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.TryGetProperty("report", out _) ? document.Deserialize(ApiJson.Default.CampaignReportMessage) : null;
    }
}
