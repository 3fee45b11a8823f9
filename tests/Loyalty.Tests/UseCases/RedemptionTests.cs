using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class RedemptionTests
{
    private const string Noon = "2026-11-03T12:00Z";

    // No bonus for big baskets, points for a month, reservations for a quarter of an hour.
    private static readonly Programme Plain = Rules(
        """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} }""",
        """ "expiry": {"after": "P1M"}, "redemption": {"points": 100, "worth": "1.00", "minimum": 100} """);

    [Fact]
    public void Spends_the_lot_that_expires_first_and_then_in_the_order_earned()
    {
        var account = NewAccount(Plain).Earned(Plain, "200.00", "2026-11-02T12:00Z").Earned(Plain, "100.00", "2026-11-01T12:00Z")
            .Earned(Plain, "100.00", "2026-11-02T13:00Z");

        var decision = Redeem(account, 350, Noon);

        Assert.Equal([(2, -100L), (1, -200L), (3, -50L)], decision.Entries[0].Lots.Select(lot => ((int)lot.Lot, lot.Points.Value)));
    }

    [Theory]
    [InlineData(0, RedeemPoints.Outcome.AmountNotPositive)]
    [InlineData(-5, RedeemPoints.Outcome.AmountNotPositive)]
    [InlineData(99, RedeemPoints.Outcome.BelowMinimum)]
    [InlineData(151, RedeemPoints.Outcome.InsufficientPoints)]
    [InlineData(150, RedeemPoints.Outcome.Redeemed)]
    public void Any_number_from_the_minimum_to_what_is_there_can_be_redeemed(long points, RedeemPoints.Outcome outcome)
    {
        var account = NewAccount(Plain).Earned(Plain, "150.00", Noon);

        var decision = Redeem(account, points, Noon);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == RedeemPoints.Outcome.Redeemed ? 1 : 0, decision.Entries.Count);
    }

    [Fact]
    [Trait("Fault", "24")]
    public void What_is_reserved_cannot_be_spent_again()
    {
        var reserved = Reserve(NewAccount(Plain).Earned(Plain, "150.00", Noon), "a", 100, Noon);

        Assert.Equal(new Points(50), reserved.Account.Available);
        Assert.Equal(ReservePoints.Outcome.InsufficientPoints, Reserve(reserved.Account, "b", 100, Noon).Outcome);
        Assert.Equal(ReservePoints.Outcome.AlreadyReserved, Reserve(reserved.Account, "a", 100, Noon).Outcome);
    }

    [Fact]
    public void A_member_may_have_twenty_reservations_open()
    {
        var account = NewAccount(Plain).Earned(Plain, "3000.00", Noon);
        for (var id = 0; id < 20; id++)
            account = Reserve(account, $"r{id}", 100, Noon).Account;

        Assert.Equal(20, account.Reservations.Count);
        Assert.Equal(ReservePoints.Outcome.TooManyOpen, Reserve(account, "r20", 100, Noon).Outcome);
    }

    [Fact]
    public void A_capture_spends_what_was_reserved()
    {
        var reserved = Reserve(NewAccount(Plain).Earned(Plain, "150.00", Noon), "a", 100, Noon);
        var captured = new CaptureReservation("a", null, Till, Instant("2026-11-03T12:14Z")).Decide(reserved.Account, Plain);

        Assert.Equal((EntryKind.Reserve, Points.Zero), (reserved.Entries[0].Kind, reserved.Entries[0].Points));
        Assert.Equal((EntryKind.Redeem, new Points(-100)), (captured.Entries[0].Kind, captured.Entries[0].Points));
        var view = captured.Account.At(Instant(Noon), Plain);
        Assert.Equal((new Points(50), Points.Zero, new Points(50)), (view.Points, view.Reserved, view.Available));
        Assert.Equal(RedemptionStatus.Captured, Fold(reserved.Entries, captured.Entries)!.Status);
    }

    [Fact]
    public void A_capture_of_less_frees_the_rest_which_expires_last()
    {
        var account = NewAccount(Plain).Earned(Plain, "60.00", "2026-11-01T12:00Z").Earned(Plain, "60.00", "2026-11-02T12:00Z");
        var reserved = Reserve(account, "a", 110, Noon).Account;

        var captured = new CaptureReservation("a", new Points(70), Till, Instant(Noon)).Decide(reserved, Plain);

        Assert.Equal(new Lot(2, Date("2026-11-02"), Date("2026-12-02"), new Points(50)), Assert.Single(captured.Account.Lots));
        Assert.Equal(new Points(70), Fold(captured.Entries)!.Points);
    }

    [Theory]
    [InlineData(0, CaptureReservation.Outcome.AmountNotPositive)]
    [InlineData(101, CaptureReservation.Outcome.MoreThanReserved)]
    public void A_capture_takes_what_was_reserved_and_no_more(long points, CaptureReservation.Outcome outcome)
    {
        var account = Reserve(NewAccount(Plain).Earned(Plain, "150.00", Noon), "a", 100, Noon).Account;

        var decision = new CaptureReservation("a", new Points(points), Till, Instant(Noon)).Decide(account, Plain);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Empty(decision.Entries);
    }

    [Fact]
    [Trait("Fault", "17")]
    public void A_step_after_the_reservation_ended_finds_it_closed()
    {
        var account = Reserve(NewAccount(Plain).Earned(Plain, "150.00", Noon), "a", 100, Noon).Account;
        var cancelled = new CancelReservation("a", Till, Instant(Noon)).Decide(account, Plain);

        Assert.Equal(new Points(150), cancelled.Account.Available);
        Assert.Equal(CaptureReservation.Outcome.ReservationClosed,
            new CaptureReservation("a", null, Till, Instant(Noon)).Decide(cancelled.Account, Plain).Outcome);
        Assert.Equal(CaptureReservation.Outcome.ReservationClosed,
            new CaptureReservation("a", null, Till, Instant("2026-11-03T12:15Z")).Decide(account, Plain).Outcome);
        Assert.Equal(CancelReservation.Outcome.ReservationClosed,
            new CancelReservation("a", Till, Instant("2026-11-03T12:15Z")).Decide(account, Plain).Outcome);
    }

    [Fact]
    public void A_reservation_lapses_at_its_end_whoever_comes_by()
    {
        var account = Reserve(NewAccount(Plain).Earned(Plain, "150.00", Noon), "a", 100, Noon).Account;
        Assert.Equal(Instant("2026-11-03T12:15Z"), account.NextDue(DueKind.Reservation, Plain));

        var late = account.Earn(Plain, Sale("1.00"), "2026-11-04T12:00Z");

        Assert.Equal([EntryKind.Lapse, EntryKind.Earn], late.Entries.Select(entry => entry.Kind));
        Assert.Equal(Instant("2026-11-03T12:15Z"), late.Entries[0].OccurredAt);
        Assert.Equal((RedemptionStatus.Lapsed, "a"), (Fold(late.Entries)!.Status, Fold(late.Entries)!.Id));
    }

    [Fact]
    [Trait("Fault", "97")]
    public void A_reservation_protects_its_points_from_expiry()
    {
        var account = NewAccount(Plain).Earned(Plain, "150.00", Noon); // through 3 December
        var reserved = Reserve(account, "a", 100, "2026-12-03T22:50Z").Account;
        var overnight = new CatchUp(Instant("2026-12-03T23:01Z")).Decide(reserved, Plain);
        var captured = new CaptureReservation("a", null, Till, Instant("2026-12-03T23:02Z")).Decide(overnight.Account, Plain);

        Assert.Equal(new Points(-50), Assert.Single(overnight.Entries).Points);
        Assert.Equal((CaptureReservation.Outcome.Captured, Points.Zero), (captured.Outcome, captured.Account.Balance));
    }

    [Fact]
    [Trait("Fault", "97")]
    public void What_a_cancelled_reservation_gives_back_too_late_expires_with_it()
    {
        var account = NewAccount(Plain).Earned(Plain, "150.00", Noon);
        var reserved = Reserve(account, "a", 100, "2026-12-03T22:50Z").Account;

        var cancelled = new CancelReservation("a", Till, Instant("2026-12-03T23:02Z")).Decide(reserved, Plain);

        Assert.Equal([EntryKind.Expire, EntryKind.Cancel, EntryKind.Expire], cancelled.Entries.Select(entry => entry.Kind));
        Assert.Equal(Instant("2026-12-03T23:02Z"), cancelled.Entries[2].OccurredAt);
        Assert.Equal(Points.Zero, cancelled.Account.Balance);
    }

    [Fact]
    public void A_reward_has_its_price_and_its_tiers()
    {
        var coffee = RedemptionRequest.For("free-coffee");
        var bronze = NewAccount(Sample).Earned(Sample, "400.00", Noon);
        var silver = bronze.Earned(Sample, "200.00", Noon);

        Assert.Equal(RedeemPoints.Outcome.RewardUnavailable, new RedeemPoints("r", coffee, Till, Instant(Noon)).Decide(bronze, Sample).Outcome);
        Assert.Equal(RedeemPoints.Outcome.RewardUnavailable,
            new RedeemPoints("r", RedemptionRequest.For("other"), Till, Instant(Noon)).Decide(silver, Sample).Outcome);
        var redeemed = new RedeemPoints("r", coffee, Till, Instant(Noon)).Decide(silver, Sample);
        Assert.Equal((new Points(-150), "free-coffee"), (redeemed.Entries[0].Points, Fold(redeemed.Entries)!.RewardId));
    }

    [Theory]
    [InlineData(100, "1.00")]
    [InlineData(199, "1.99")]
    [InlineData(150, "1.50")]
    public void The_value_is_points_times_worth(long points, string value) =>
        Assert.Equal(value, Sample.Redemption!.ValueOf(new Points(points)).Format());

    [Fact]
    public void The_value_is_cut_down_to_the_minor_unit() =>
        Assert.Equal("0.33", new RedemptionPolicy(new Points(3), Money("1.00"), new Points(1), TimeSpan.FromMinutes(1)).ValueOf(new Points(1)).Format());

    private static Redemption? Fold(params IReadOnlyList<LedgerEntry>[] entries) =>
        entries.SelectMany(part => part).Aggregate((Redemption?)null, Redemption.Fold);

    private static Decision<RedeemPoints.Outcome> Redeem(Account account, long points, string at) =>
        new RedeemPoints("r", RedemptionRequest.Of(new Points(points)), Till, Instant(at)).Decide(account, Plain);

    private static Decision<ReservePoints.Outcome> Reserve(Account account, string id, long points, string at) =>
        new ReservePoints(id, RedemptionRequest.Of(new Points(points)), Till, Instant(at)).Decide(account, Plain);
}
