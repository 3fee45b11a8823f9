using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Safety;

/// <summary>Runs the example of the README beside the holds.</summary>
public class SafetyExampleTests
{
    private static readonly Programme Safe = Given.Programme(Example("safety.md"));

    private static readonly Account Rich = NewAccount(Safe).Earned(Safe, "1000.00", "2026-03-01T10:00Z");

    private static Decision<RedeemPoints.Outcome> Redeem(Account account, string id, string at) =>
        new RedeemPoints(id, RedemptionRequest.Of(new Points(100)), Till, Instant(at)).Decide(account, Safe);

    private static Decision<ReservePoints.Outcome> Reserve(Account account, string id, string at) =>
        new ReservePoints(id, RedemptionRequest.Of(new Points(100)), Till, Instant(at)).Decide(account, Safe);

    private static Account Moved(Account account, string at) =>
        new GiveConsent([], [], Till, Instant(at), MemberFacts.None) { ContactChanged = true }.Decide(account, Safe).Account;

    private static Decision<LiftHold.Outcome> Lift(Account account, HoldReason reason, string at) =>
        new LiftHold(reason, "called-back", Till with { Reference = "desk-7" }, Instant(at)).Decide(account, Safe);

    [Fact]
    public void A_third_redemption_of_the_day_is_held_back_until_midnight_or_until_it_is_lifted()
    {
        var once = Redeem(Rich, "r1", "2026-03-02T10:00Z").Account;
        var twice = Reserve(once, "r2", "2026-03-02T11:00Z").Account;

        Assert.Equal([new Hold(HoldReason.Velocity, Date("2026-03-02"))], Hold.AllOn(twice, Safe, Instant("2026-03-02T12:00Z")));
        Assert.Equal(RedeemPoints.Outcome.TooManyRedemptions, Redeem(twice, "r3", "2026-03-02T12:00Z").Outcome);
        Assert.Empty(Redeem(twice, "r3", "2026-03-02T12:00Z").Entries);
        Assert.Equal(ReservePoints.Outcome.TooManyRedemptions, Reserve(twice, "r3", "2026-03-02T22:59Z").Outcome);
        Assert.Equal(RedeemPoints.Outcome.Redeemed, Redeem(twice, "r3", "2026-03-02T23:00Z").Outcome); // midnight in Berlin
        var lifted = Lift(twice, HoldReason.Velocity, "2026-03-02T12:00Z");
        Assert.Equal(RedeemPoints.Outcome.Redeemed, Redeem(lifted.Account, "r3", "2026-03-02T12:01Z").Outcome);
    }

    [Fact]
    public void Nothing_is_redeemed_for_three_days_after_an_address_changed_unless_somebody_trusts_it()
    {
        var moved = Moved(Rich, "2026-03-02T10:00Z");

        Assert.Equal([new Hold(HoldReason.CoolingDown, Date("2026-03-04"))], Hold.AllOn(moved, Safe, Instant("2026-03-02T12:00Z")));
        Assert.Equal(RedeemPoints.Outcome.CoolingDown, Redeem(moved, "r1", "2026-03-04T22:59Z").Outcome);
        Assert.Equal(RedeemPoints.Outcome.Redeemed, Redeem(moved, "r1", "2026-03-04T23:00Z").Outcome);
        Assert.Equal(RedeemPoints.Outcome.Redeemed, Redeem(Lift(moved, HoldReason.CoolingDown, "2026-03-02T12:00Z").Account, "r1", "2026-03-02T12:01Z").Outcome);
    }

    [Fact]
    public void Who_lifts_a_hold_is_written_down_and_what_does_not_hold_is_not_lifted()
    {
        var entry = Assert.Single(Lift(Moved(Rich, "2026-03-02T10:00Z"), HoldReason.CoolingDown, "2026-03-02T12:00Z").Entries);

        Assert.Equal((EntryKind.Adjust, Points.Zero, "called-back", "desk-7"), (entry.Kind, entry.Points, entry.Reason, entry.Source.Reference));
        Assert.Equal(LiftHold.Outcome.NotHeld, Lift(Rich, HoldReason.Velocity, "2026-03-02T12:00Z").Outcome);
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_holds()
    {
        var sale = NewAccount(Safe).Earn(Safe, Sale("1000.00"), "2026-03-01T10:00Z");
        var moved = new GiveConsent([], [], Till, Instant("2026-03-02T10:00Z"), MemberFacts.None) { ContactChanged = true }.Decide(sale.Account, Safe);
        var lifted = Lift(moved.Account, HoldReason.CoolingDown, "2026-03-02T11:00Z");
        var redeemed = Redeem(lifted.Account, "r1", "2026-03-02T12:00Z");

        Assert.Equal(moved.Account.Text(), Account.Rebuild([.. sale.Entries, .. moved.Entries]).Text());
        Assert.Equal(redeemed.Account.Text(), Account.Rebuild([.. sale.Entries, .. moved.Entries, .. lifted.Entries, .. redeemed.Entries]).Text());
        Assert.Equal(moved.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(moved.Account.Text())).Text());
        Assert.All(moved.Entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
    }
}
