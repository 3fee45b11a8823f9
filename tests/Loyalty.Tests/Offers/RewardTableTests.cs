using System.Text.RegularExpressions;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>Runs the table of the README about rewards.</summary>
public class RewardTableTests
{
    public static IEnumerable<object[]> Table()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("offers.md")!;
        var rows = Regex.Matches(new StreamReader(stream).ReadToEnd(), @"^\| ([^|`]+) \| `(.+)` \| `(\d+)` \| `(\w+)` \| `(yes|no)` \| `(\w+)` \| `([a-z-]+)` \|\r?$", RegexOptions.Multiline);
        return rows.Select(row => row.Groups.Values.Skip(1).Select(group => (object)group.Value).ToArray());
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_reward_is_open_or_not_as_the_README_says(string says, string reward, string points, string tier, string granted, string place, string reason)
    {
        var programme = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
            $$"""
            "rewards": [{{reward}}], "tiers": {"window": "P12M", "levels": [{"id": "member", "from": 0}, {"id": "friend", "from": 100}]},
            "journeys": [{"id": "gift", "on": "event:case.closed", "then": {"rewards": [{"id": "r", "for": "P30D"}]} }]
            """);
        var account = NewAccount(programme).Earned(programme, points + ".00", "2026-03-01T10:00Z");
        if (granted == "yes")
            account = new EarnEvent("event:case.closed", Till, Instant("2026-03-01T11:00Z"), Instant("2026-03-01T11:00Z"), MemberFacts.None).Decide(account, programme).Account;

        var store = place == "anywhere" ? null : place;
        var offer = Assert.Single(RewardOffer.AllFor(account, programme, Instant("2026-03-01T12:00Z"), store));

        Assert.Equal((says, tier, reason), (says, account.Tier.Id, Regex.Replace(offer.Reason.ToString(), "(?<=.)([A-Z])", "-$1").ToLowerInvariant()));
        Assert.Equal(granted == "yes", offer.Grant?.Kind == GrantKind.Reward);
        var request = RedemptionRequest.For("r") with { StoreId = store ?? (offer.Reward.Stores is [var first, ..] ? first : null) };
        Assert.Equal(reason == "open", new RedeemPoints("x", request, Till, Instant("2026-03-01T12:00Z")).Decide(account, programme).Outcome == RedeemPoints.Outcome.Redeemed);
    }
}
