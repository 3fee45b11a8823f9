using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class MovingPointsTests
{
    private const string Noon = "2026-11-03T12:00Z";

    [Theory]
    [InlineData(0, false, AdjustPoints.Outcome.AmountIsZero)]
    [InlineData(-51, false, AdjustPoints.Outcome.InsufficientPoints)]
    [InlineData(-51, true, AdjustPoints.Outcome.Adjusted)]
    [InlineData(-50, false, AdjustPoints.Outcome.Adjusted)]
    [InlineData(25, false, AdjustPoints.Outcome.Adjusted)]
    [InlineData(Points.Limit + 1, false, AdjustPoints.Outcome.PointsOutOfRange)]
    [InlineData(Points.Limit - 49, false, AdjustPoints.Outcome.PointsOutOfRange)]
    [InlineData(long.MinValue, true, AdjustPoints.Outcome.PointsOutOfRange)]
    [Trait("Fault", "87")]
    public void A_correction_by_hand_keeps_to_the_balance_and_the_limit(long points, bool mayGoBelowZero, AdjustPoints.Outcome outcome)
    {
        var account = NewAccount(Sample).Earned(Sample, "50.00", Noon);

        var decision = new AdjustPoints(new Points(points), "goodwill", Till, Instant(Noon), mayGoBelowZero).Decide(account, Sample);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(50 + (outcome == AdjustPoints.Outcome.Adjusted ? points : 0), decision.Account.Balance.Value);
        Assert.Equal(outcome == AdjustPoints.Outcome.Adjusted ? 1 : 0, decision.Entries.Count);
    }

    [Fact]
    [Trait("Fault", "114")]
    public void A_wrong_correction_and_its_correction_both_stay_visible()
    {
        var wrong = new AdjustPoints(new Points(500), "typo", Till, Instant(Noon)).Decide(NewAccount(Sample), Sample);
        var right = new AdjustPoints(new Points(-450), "typo corrected", Till, Instant(Noon)).Decide(wrong.Account, Sample);

        Assert.Equal(["typo", "typo corrected"], wrong.Entries.Concat(right.Entries).Select(entry => entry.Reason));
        Assert.Equal(new Points(50), right.Account.Balance);
    }

    [Fact]
    [Trait("Fault", "30")]
    public void Transferred_points_keep_their_last_day()
    {
        var giver = NewAccount(Sample).Earned(Sample, "50.00", "2026-10-03T12:00Z").Earned(Sample, "50.00", Noon);
        var receiver = NewAccount(Sample, memberId: "m2");

        var away = new TransferOut("t1", "m2", new Points(70), Till, Instant(Noon)).Decide(giver, Sample);
        var arrived = new TransferIn("t1", "m1", TransferOut.PartsOf(away.Entries[0]), Till, Instant(Noon)).Decide(receiver, Sample);

        Assert.Equal([(Date("2027-10-31"), 50L), (Date("2027-11-30"), 20L)], arrived.Account.Lots.Select(lot => (lot.Expires, lot.Remaining.Value)));
        Assert.Equal((new Points(30), new Points(70)), (away.Account.Balance, arrived.Account.Balance));
        Assert.Equal(("t1", "m2", "m1"), (away.Entries[0].Source.Reference, away.Entries[0].Source.Counterparty, arrived.Entries[0].Source.Counterparty));
    }

    [Theory]
    [InlineData("m1", 10, TransferOut.Outcome.SameMember)]
    [InlineData("m2", 0, TransferOut.Outcome.AmountNotPositive)]
    [InlineData("m2", 51, TransferOut.Outcome.InsufficientPoints)]
    public void A_transfer_that_cannot_be_is_refused(string to, long points, TransferOut.Outcome outcome)
    {
        var decision = new TransferOut("t", to, new Points(points), Till, Instant(Noon)).Decide(NewAccount(Sample).Earned(Sample, "50.00", Noon), Sample);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Empty(decision.Entries);
    }

    [Fact]
    public void A_transfer_repays_the_debt_of_the_receiver_first()
    {
        var debtor = new AdjustPoints(new Points(-30), "fraud", Till, Instant(Noon), MayGoBelowZero: true).Decide(NewAccount(Sample), Sample).Account;

        var arrived = new TransferIn("t", "m2", [new LotChange(9, Date("2026-11-03"), Date("2027-11-30"), new Points(70))], Till, Instant(Noon));

        Assert.Equal(new Points(40), Assert.Single(arrived.Decide(debtor, Sample).Account.Lots).Remaining);
    }

    [Fact]
    [Trait("Fault", "110")]
    public void A_merge_brings_lots_pending_points_counts_and_the_higher_tier()
    {
        var goes = NewAccount(Sample, memberId: "old").Earned(Sample, "600.00", "2026-10-03T12:00Z").Earned(Sample, "10.00", "2026-10-04T12:00Z");
        var stays = NewAccount(Sample, memberId: "new").Earned(Sample, "20.00", Noon);

        var away = new MergeAway("new", Till, Instant(Noon)).Decide(goes, Sample);
        var into = new MergeInto(away.Entries[0], Till, Instant(Noon)).Decide(stays, Sample);

        Assert.Equal((AccountStatus.Merged, "new", Points.Zero), (away.Account.Status, away.Account.MergedInto, away.Account.Balance));
        Assert.Equal((new Points(682), "silver", 3L), (into.Account.Balance, into.Account.Tier.Id, into.Account.PurchaseCount));
        Assert.Equal(Date("2027-10-31"), into.Account.Tier.Until);
        Assert.Equal(new Points(682), into.Account.At(Instant(Noon), Sample).Tier.QualifyingPoints);
        Assert.Equal(MergeInto.Outcome.AlreadyMerged, new MergeInto(away.Entries[0], Till, Instant(Noon)).Decide(into.Account, Sample).Outcome);
    }

    [Fact]
    public void Together_two_bronze_members_may_be_silver()
    {
        var goes = NewAccount(Sample, memberId: "old").Earned(Sample, "300.00", "2026-10-03T12:00Z");
        var stays = NewAccount(Sample, memberId: "new").Earned(Sample, "300.00", Noon);

        var away = new MergeAway("new", Till, Instant(Noon)).Decide(goes, Sample);
        var into = new MergeInto(away.Entries[0], Till, Instant(Noon)).Decide(stays, Sample);

        Assert.Equal(new TierState("silver", Date("2026-11-03"), Date("2027-11-30")), into.Account.Tier);
    }

    [Fact]
    public void A_refund_after_a_merge_takes_from_the_lot_that_came_along()
    {
        var earned = NewAccount(Sample, memberId: "old").Earn(Sample, Sale("90.00"), "2026-10-03T12:00Z");
        var purchase = PurchaseState.Fold(null, earned.Entries[0])!;
        var stays = NewAccount(Sample, memberId: "new").Earned(Sample, "20.00", "2026-09-03T12:00Z");
        var away = new MergeAway("new", Till, Instant(Noon)).Decide(earned.Account, Sample);
        var into = new MergeInto(away.Entries[0], Till, Instant(Noon)).Decide(stays, Sample);

        var refund = new RefundPurchase(new Refund(purchase.Purchase.Receipt, "x", Money("30.00"), []), Instant(Noon), Instant(Noon));
        var reversed = refund.Decide(into.Account, purchase, Sample, Sample);

        Assert.Equal([20, 60], reversed.Account.Lots.Select(lot => lot.Remaining.Value));
    }

    [Fact]
    public void A_debt_that_comes_along_is_paid_from_what_is_there()
    {
        var goes = new AdjustPoints(new Points(-30), "fraud", Till, Instant(Noon), MayGoBelowZero: true).Decide(NewAccount(Sample, memberId: "old"), Sample).Account;
        var stays = NewAccount(Sample, memberId: "new").Earned(Sample, "20.00", Noon);

        var away = new MergeAway("new", Till, Instant(Noon)).Decide(goes, Sample);
        var into = new MergeInto(away.Entries[0], Till, Instant(Noon)).Decide(stays, Sample);

        Assert.Equal((new Points(-10), new Points(10)), (into.Account.Balance, into.Account.Debt));
    }

    [Fact]
    [Trait("Fault", "87")]
    public void What_was_taken_arrives_over_the_limit_once_nothing_else_is_left_to_do()
    {
        var full = new AdjustPoints(new Points(Points.Limit), "rich", Till, Instant(Noon)).Decide(NewAccount(Sample), Sample).Account;
        var away = new MergeAway("m1", Till, Instant(Noon)).Decide(NewAccount(Sample, memberId: "m2").Earned(Sample, "20.00", Noon), Sample);
        var parts = new LotChange(9, Date("2026-11-03"), Date("2027-11-30"), new Points(70));

        var merge = new MergeInto(away.Entries[0], Till, Instant(Noon));
        var transfer = new TransferIn("t", "m2", [parts], Till, Instant(Noon));

        Assert.Equal(MergeInto.Outcome.PointsOutOfRange, merge.Decide(full, Sample).Outcome);
        Assert.Equal(TransferIn.Outcome.PointsOutOfRange, transfer.Decide(full, Sample).Outcome);
        Assert.Equal(Points.Limit + 20, (merge with { IsUnderWay = true }).Decide(full, Sample).Account.Balance.Value);
        Assert.Equal(Points.Limit + 70, (transfer with { IsReturn = true }).Decide(full, Sample).Account.Balance.Value);
    }

    [Fact]
    public void An_open_reservation_stops_a_merge()
    {
        var account = NewAccount(Sample).Earned(Sample, "150.00", Noon);
        var reserved = new ReservePoints("r", RedemptionRequest.Of(new Points(100)), Till, Instant(Noon)).Decide(account, Sample).Account;

        Assert.Equal(MergeAway.Outcome.ReservationsOpen, new MergeAway("m2", Till, Instant(Noon)).Decide(reserved, Sample).Outcome);
    }

    [Fact]
    [Trait("Fault", "19")]
    public void An_erased_account_holds_nothing_and_takes_nothing_more()
    {
        var account = NewAccount(Sample).Earned(Sample, "150.00", Noon);
        var reserved = new ReservePoints("r", RedemptionRequest.Of(new Points(100)), Till, Instant(Noon)).Decide(account, Sample).Account;

        var erased = new EraseAccount(Till, Instant(Noon)).Decide(reserved, Sample);

        Assert.Equal([EntryKind.Cancel, EntryKind.Erase], erased.Entries.Select(entry => entry.Kind));
        Assert.Equal((Points.Zero, AccountStatus.Erased), (erased.Account.Balance, erased.Account.Status));
        Assert.Equal(EarnPurchase.Outcome.AccountClosed, erased.Account.Earn(Sample, Sale("5.00"), Noon).Outcome);
        Assert.Equal(CatchUp.Outcome.NothingDue, new CatchUp(Instant("2030-01-01T00:00Z")).Decide(erased.Account, Sample).Outcome);
        Assert.Null(erased.Account.NextDue(DueKind.TierReview, Sample));
    }

    [Fact]
    public void A_quote_says_what_the_sale_will_do()
    {
        var account = NewAccount(Sample).Earned(Sample, "480.00", Noon); // 530, silver
        var sale = new EarnPurchase(Sale("2.50", Line("latte", "coffee", "2.50")), Instant(Noon), Instant(Noon), Loyalty.Members.MemberFacts.None);

        var answer = new Quote(sale).Decide(account, Sample);

        Assert.Equal(new Points(6), answer.Points); // 2.5 × 2 × 1.25
        Assert.Equal((new Points(250), "2.50"), (answer.Redeemable, answer.Value!.Value.Format()));
        Assert.Equal(answer.Rules, sale.Decide(account, Sample).Entries[0].Rules);
    }

    [Fact]
    public void Nothing_below_the_minimum_is_offered_for_redemption()
    {
        var sale = new EarnPurchase(Sale("0.99"), Instant(Noon), Instant(Noon), Loyalty.Members.MemberFacts.None);

        Assert.Equal(Points.Zero, new Quote(sale).Decide(NewAccount(Sample).Earned(Sample, "480.00", Noon), Sample).Redeemable);
    }
}
