using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class TierTests
{
    private static Decision<RecalculateTier.Outcome> Review(Account account, string at) =>
        new RecalculateTier(Instant(at)).Decide(account, Sample);

    [Fact]
    public void The_view_says_how_far_the_next_tier_is()
    {
        var tier = NewAccount(Sample).Earned(Sample, "90.00", "2026-11-03T12:00Z").At(Instant("2026-11-03T12:00Z"), Sample).Tier;

        Assert.Equal(new TierView("bronze", "Bronze", new Points(90), "silver", new Points(410), Date("2027-01-31")), tier);
    }

    [Fact]
    public void The_highest_tier_has_no_next()
    {
        var tier = NewAccount(Sample).Earned(Sample, "2000.00", "2026-11-03T12:00Z").At(Instant("2026-11-03T12:00Z"), Sample).Tier;

        Assert.Equal(("gold", null, null, Date("2027-11-30")), (tier.Id, tier.NextTier, tier.PointsToNext, tier.Until));
    }

    [Fact]
    public void A_tier_is_never_lost_before_the_end_of_the_month_twelve_months_after_it_was_reached()
    {
        var account = NewAccount(Sample).Earned(Sample, "600.00", "2026-11-03T12:00Z");

        Assert.Equal(RecalculateTier.Outcome.Unchanged, Review(account, "2027-11-30T22:59Z").Outcome);
        Assert.Equal(Instant("2027-11-30T23:00Z"), account.NextDue(DueKind.TierReview, Sample));
        var lowered = Review(account, "2027-11-30T23:00Z");
        Assert.Equal(RecalculateTier.Outcome.Lowered, lowered.Outcome);
        Assert.Equal(new TierChange("silver", "bronze", Date("2027-12-01"), Date("2028-12-31")), lowered.Entries[^1].Tier);
        Assert.Equal(Points.Zero, lowered.Entries[^1].Points);
    }

    [Fact]
    public void Points_of_the_window_keep_the_tier_until_they_leave_it()
    {
        var account = NewAccount(Sample).Earned(Sample, "600.00", "2026-11-03T12:00Z").Earned(Sample, "480.00", "2027-06-10T12:00Z");

        Assert.Equal(RecalculateTier.Outcome.Unchanged, Review(account, "2027-12-15T12:00Z").Outcome);
        Assert.Equal(Date("2028-06-09"), account.At(Instant("2027-12-15T12:00Z"), Sample).Tier.Until);
        Assert.Equal(RecalculateTier.Outcome.Unchanged, Review(account, "2028-06-09T12:00Z").Outcome);
        Assert.Equal(RecalculateTier.Outcome.Lowered, Review(account, "2028-06-10T12:00Z").Outcome);
    }

    [Fact]
    public void A_gold_member_falls_to_the_tier_that_the_window_still_gives()
    {
        var account = NewAccount(Sample).Earned(Sample, "2500.00", "2026-11-03T12:00Z").Earned(Sample, "480.00", "2027-06-10T12:00Z");

        Assert.Equal("silver", Review(account, "2027-12-15T12:00Z").Account.Tier.Id);
    }

    [Fact]
    public void A_refund_lowers_no_tier_at_once()
    {
        var shop = new Shop(Sample).Buys(Sale("600.00"), "2026-11-03T12:00Z").Voids("2026-11-04T12:00Z");

        Assert.Equal(("silver", Points.Zero), (shop.Account.Tier.Id, shop.Account.At(Instant("2026-11-04T12:00Z"), Sample).Tier.QualifyingPoints));
    }

    [Fact]
    [Trait("Fault", "28")]
    public void A_second_review_changes_nothing()
    {
        var lowered = Review(NewAccount(Sample).Earned(Sample, "600.00", "2026-11-03T12:00Z"), "2027-12-01T12:00Z");

        var again = Review(lowered.Account, "2027-12-01T12:00Z");

        Assert.Equal(RecalculateTier.Outcome.Unchanged, again.Outcome);
        Assert.Empty(again.Entries);
    }

    [Fact]
    public void A_review_raises_where_the_programme_asks_for_less_than_before()
    {
        var account = NewAccount(Sample).Earned(Sample, "300.00", "2026-11-03T12:00Z");
        var easier = Programme(SampleText().Replace("\"from\": 500", "\"from\": 200", StringComparison.Ordinal));

        Assert.Equal("silver", new RecalculateTier(Instant("2026-11-04T12:00Z")).Decide(account, easier).Account.Tier.Id);
    }

    [Fact]
    public void A_tier_that_the_programme_dropped_is_replaced_at_the_next_review()
    {
        var account = NewAccount(Sample).Earned(Sample, "600.00", "2026-11-03T12:00Z");
        var renamed = Programme(SampleText().Replace("\"id\": \"silver\"", "\"id\": \"plus\"", StringComparison.Ordinal)
            .Replace("\"silver\", ", "", StringComparison.Ordinal));

        Assert.Equal("plus", new RecalculateTier(Instant("2026-11-04T12:00Z")).Decide(account, renamed).Account.Tier.Id);
    }
}
