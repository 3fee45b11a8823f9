using Loyalty.Members;
using Loyalty.Offers;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

public class OfferTests
{
    private const string Noon = "2026-11-03T12:00Z";

    [Theory]
    [InlineData("\"until\": \"2026-11-02\"", OfferReason.Over)]
    [InlineData("\"from\": \"2026-11-04\"", OfferReason.NotYet)]
    [InlineData("\"tiers\": [\"high\"]", OfferReason.OtherTier)]
    [InlineData("\"segments\": [\"vip\"]", OfferReason.OtherSegment)]
    [InlineData("\"firstPurchase\": true", OfferReason.NotFirstPurchase)]
    [InlineData("\"birthday\": {\"within\": \"P3D\"}", OfferReason.NotNearBirthday)]
    [InlineData("\"every\": 3", OfferReason.PurchasesToGo)]
    [InlineData("\"hours\": \"01:00-02:00\"", OfferReason.OtherTime)]
    [InlineData("\"stores\": [\"s9\"], \"categories\": [\"tea\"]", OfferReason.Open)]
    public void A_rule_says_why_it_is_open_or_not(string when, OfferReason reason)
    {
        var programme = Rules(
            $$"""{"id": "x", "on": "purchase", "when": { {{when}} }, "points": {"fixed": 7} }""",
            """ "tiers": {"window": "P12M", "levels": [{"id": "low", "from": 0}, {"id": "high", "from": 5}]} """);
        var account = NewAccount(programme).Earned(programme, "1.00", Noon);

        var offer = Assert.Single(Offer.AllFor(account, programme, MemberFacts.None, Instant(Noon)));

        Assert.Equal((reason, reason == OfferReason.Open), (offer.Reason, offer.IsOpen));
    }

    [Fact]
    public void A_limit_says_what_is_left_of_it()
    {
        var programme = Rules("""
            {"id": "a", "on": "purchase", "points": {"fixed": 7}, "limit": {"count": 2, "per": "day"} },
            {"id": "b", "on": "purchase", "points": {"fixed": 7}, "limit": {"points": 7, "per": "day"} },
            {"id": "c", "on": "purchase", "when": {"every": 3}, "points": {"fixed": 7} }
            """);
        var account = NewAccount(programme).Earned(programme, "1.00", Noon);

        var offers = Offer.AllFor(account, programme, MemberFacts.None, Instant(Noon));

        Assert.Equal((1L, OfferReason.Open), (offers[0].UsesLeft!.Value, offers[0].Reason));
        Assert.Equal((Points.Zero, OfferReason.LimitReached), (offers[1].PointsLeft!.Value, offers[1].Reason));
        Assert.Equal((2L, OfferReason.PurchasesToGo), (offers[2].PurchasesToGo!.Value, offers[2].Reason));
    }

    [Fact]
    public void A_greeting_is_no_offer() =>
        Assert.DoesNotContain(Offer.AllFor(NewAccount(Sample), Sample, MemberFacts.None, Instant(Noon)), offer => offer.Rule.Id == "welcome");

    [Theory]
    [InlineData("100.00", RewardReason.OtherTier, 0)]
    [InlineData("480.00", RewardReason.Open, 0)]
    public void A_reward_says_whether_the_member_can_have_it(string spent, RewardReason reason, long missing)
    {
        var offer = Assert.Single(RewardOffer.AllFor(NewAccount(Sample).Earned(Sample, spent, Noon), Sample, Instant(Noon)));

        Assert.Equal((reason, new Points(missing)), (offer.Reason, offer.Missing));
    }

    [Fact]
    public void A_reward_says_how_many_points_are_missing_once_the_expired_are_gone()
    {
        var account = NewAccount(Sample).Earned(Sample, "480.00", Noon);

        var offer = Assert.Single(RewardOffer.AllFor(account, Sample, Instant("2027-12-01T12:00Z")));

        Assert.Equal((RewardReason.PointsMissing, new Points(150)), (offer.Reason, offer.Missing));
    }
}
