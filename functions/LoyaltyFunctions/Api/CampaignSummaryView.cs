using System.Globalization;
using Loyalty.Programmes;

namespace LoyaltyFunctions.Api;

/// <summary>A campaign of the programme that holds, what is left of its budget, and the newest report on it.</summary>
public sealed record CampaignSummaryView(string Id, string? Name, string? From, string? Until, int HoldOutPercent)
{
    public BudgetView? Budget { get; init; }

    public string? Report { get; init; }

    public static CampaignSummaryView Of(Campaign campaign) => new(campaign.Id, campaign.Name, Text(campaign.From), Text(campaign.Until), campaign.HoldOut);

    private static string? Text(Bound? bound) => bound?.Date is { } date
        ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : bound?.Instant?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>In the order of the programme.</summary>
public sealed record CampaignPage(IReadOnlyList<CampaignSummaryView> Items);
