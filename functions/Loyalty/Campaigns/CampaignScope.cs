namespace Loyalty.Campaigns;

/// <summary>What a report on a campaign asks for: whose rules, who is held out, and the local days, both included, that members are compared over.</summary>
/// <param name="Campaign">Id of the campaign.</param>
/// <param name="HoldOut">Members of a hundred who are held out.</param>
/// <param name="Rules">Ids of the rules that are, or were in another version of the programme, the campaign's.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Before">What was recorded from then on does not count, so that asking again gives the same.</param>
public sealed record CampaignScope(string Campaign, int HoldOut, IReadOnlyList<string> Rules, DateOnly From, DateOnly To, DateTimeOffset Before);
