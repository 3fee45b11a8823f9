using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>How many members did what with a campaign; each counts once for each.</summary>
public sealed record CampaignView(string Partner, string CampaignId, long Members, long Sent, long Opened, long Clicked, long Converted, long Unsubscribed)
{
    internal static CampaignView Of(string partner, string campaign, CampaignCounts counts) =>
        new(partner, campaign, counts.Members, counts.Sent, counts.Opened, counts.Clicked, counts.Converted, counts.Unsubscribed);
}
