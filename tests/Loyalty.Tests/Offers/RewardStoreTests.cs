using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>A reward that is to be had in some stores only.</summary>
public class RewardStoreTests
{
    private const string Noon = "2026-03-01T12:00Z";

    private static readonly Programme Flagship = Rules(
        """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""",
        """
        "rewards": [{"id": "champagne", "points": 50, "stores": ["Flagship", "mall"]}],
        "redemption": {"points": 100, "worth": "1.00"},
        "journeys": [{"id": "gift", "on": "purchase", "then": {"rewards": [{"id": "champagne", "for": "P30D"}]} }]
        """);

    private static Account Rich => NewAccount(Flagship).Earned(Flagship, "100.00", "2026-03-01T10:00Z");

    private static RedemptionRequest Champagne(string? store) => RedemptionRequest.For("champagne") with { StoreId = store };

    [Theory]
    [InlineData(null, RedeemPoints.Outcome.StoreMissing, ReservePoints.Outcome.StoreMissing)]
    [InlineData("outlet", RedeemPoints.Outcome.OtherStore, ReservePoints.Outcome.OtherStore)]
    [InlineData("flagship", RedeemPoints.Outcome.Redeemed, ReservePoints.Outcome.Reserved)]
    public void It_is_redeemed_and_reserved_there_alone_also_where_a_journey_granted_it(string? store, RedeemPoints.Outcome redeemed, ReservePoints.Outcome reserved)
    {
        var source = Till with { StoreId = store };
        var redeem = new RedeemPoints("r1", Champagne(store), source, Instant(Noon)).Decide(Rich, Flagship);
        var reserve = new ReservePoints("r1", Champagne(store), source, Instant(Noon)).Decide(Rich, Flagship);

        Assert.Equal((redeemed, reserved), (redeem.Outcome, reserve.Outcome));
        Assert.Equal(store == "flagship" ? 1 : 0, redeem.Entries.Count);
        Assert.All(redeem.Entries.Concat(reserve.Entries), entry => Assert.Equal(("flagship", Points.Zero), (entry.Source.StoreId, entry.Points)));
        Assert.Equal(store == "flagship" ? 0 : 1, redeem.Account.Personal.Grants.Count);
    }

    [Fact]
    public void What_carries_the_stores_itself_needs_none_but_another_one_is_no_good()
    {
        var anywhere = Champagne(null) with { CarriesStores = true };
        var outlet = Champagne("outlet") with { CarriesStores = true };

        Assert.Equal(ReservePoints.Outcome.Reserved, new ReservePoints("r1", anywhere, Till, Instant(Noon)).Decide(Rich, Flagship).Outcome);
        Assert.Equal(ReservePoints.Outcome.OtherStore, new ReservePoints("r1", outlet, Till, Instant(Noon)).Decide(Rich, Flagship).Outcome);
    }

    [Fact]
    public void Points_are_redeemed_in_every_store()
    {
        var redeem = new RedeemPoints("r1", RedemptionRequest.Of(new Points(100)) with { StoreId = "outlet" }, Till with { StoreId = "outlet" }, Instant(Noon)).Decide(Rich, Flagship);

        Assert.Equal((RedeemPoints.Outcome.Redeemed, "outlet"), (redeem.Outcome, redeem.Entries[0].Source.StoreId));
    }
}
