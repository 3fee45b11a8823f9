using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

public class RewardTimeTests
{
    [Theory]
    [InlineData("2026-03-01T22:59Z", RedeemPoints.Outcome.RewardUnavailable)]
    [InlineData("2026-03-01T23:00Z", RedeemPoints.Outcome.Redeemed)] // midnight in Berlin
    [InlineData("2026-03-05T22:59Z", RedeemPoints.Outcome.Redeemed)]
    [InlineData("2026-03-05T23:00Z", RedeemPoints.Outcome.RewardUnavailable)]
    public void A_reward_is_had_from_its_first_through_its_last_day(string at, RedeemPoints.Outcome outcome)
    {
        var programme = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
            """ "rewards": [{"id": "r", "points": 50, "from": "2026-03-02", "until": "2026-03-05"}] """);
        var account = NewAccount(programme).Earned(programme, "50.00", "2026-02-01T10:00Z");

        var decision = new RedeemPoints("redeem", RedemptionRequest.For("r"), Till, Instant(at)).Decide(account, programme);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == RedeemPoints.Outcome.Redeemed, decision.Entries.Count > 0);
    }
}
