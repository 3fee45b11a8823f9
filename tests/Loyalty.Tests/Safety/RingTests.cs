using Loyalty.Accounts;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Safety;

public class RingTests
{
    private static readonly Programme Safe = Given.Programme(Example("safety.md"));

    private static readonly Decision<EarnPurchase.Outcome> Bought = NewAccount(Safe).Earn(Safe, Sale("1000.00"), "2026-03-01T10:00Z");

    private static Account Rich => Bought.Account;

    [Theory]
    [InlineData("ada@example.com", "ADA+points@Example.com", true)]
    [InlineData("ada.lovelace@gmail.com", "a.d.a.lovelace+1@googlemail.com", true)]
    [InlineData("ada.lovelace@example.com", "adalovelace@example.com", false)]
    [InlineData("ada@example.com", "ada@example.org", false)]
    public void Spellings_of_an_address_lead_to_one_mailbox_where_the_service_says_so(string one, string other, bool isSame) =>
        Assert.Equal(isSame, Trace.OfEmail(one) == Trace.OfEmail(other));

    [Fact]
    public void What_is_no_address_leads_nowhere_and_a_trace_shows_nothing_of_it()
    {
        Assert.Null(Trace.OfEmail(null));
        Assert.Null(Trace.OfEmail("+1@example.com"));
        Assert.Matches("^[0-9a-f]{64}$", Trace.OfEmail("ada@example.com")!.Hash);
        Assert.NotEqual(Trace.OfCard("square", "fp"), Trace.OfCard("acme", "fp"));
        Assert.NotEqual(Trace.OfDevice("fp").Hash, Trace.OfCard("", "fp").Hash);
    }

    [Fact]
    public void Who_is_flagged_cannot_redeem_until_it_is_lifted_and_is_then_let_alone()
    {
        var flagged = new FlagRing("mailbox", "m9", Instant("2026-03-02T10:00Z")).Decide(Rich, Safe);
        var redeem = new RedeemPoints("r1", RedemptionRequest.Of(new Points(100)), Till, Instant("2026-03-02T11:00Z"));
        var reserve = new ReservePoints("r1", RedemptionRequest.Of(new Points(100)), Till, Instant("2026-03-02T11:00Z"));
        var lifted = new LiftHold(HoldReason.Ring, "called-back", Till with { Reference = "desk-7" }, Instant("2026-03-02T12:00Z")).Decide(flagged.Account, Safe);

        var entry = Assert.Single(flagged.Entries);
        Assert.Equal(("ring:mailbox", "m9", 0L), (entry.Reason, entry.Source.Counterparty, entry.Points.Value));
        Assert.Equal([new Hold(HoldReason.Ring, null)], Hold.AllOn(flagged.Account, Safe, Instant("2026-03-02T11:00Z")));
        Assert.Equal(RedeemPoints.Outcome.InRing, redeem.Decide(flagged.Account, Safe).Outcome);
        Assert.Equal(ReservePoints.Outcome.InRing, reserve.Decide(flagged.Account, Safe).Outcome);
        Assert.Empty(redeem.Decide(flagged.Account, Safe).Entries);
        Assert.Equal(RedeemPoints.Outcome.Redeemed, redeem.Decide(lifted.Account, Safe).Outcome);
        Assert.Equal(FlagRing.Outcome.KnownBefore, new FlagRing("device", "m8", Instant("2026-03-03T10:00Z")).Decide(lifted.Account, Safe).Outcome);
        Assert.Equal(lifted.Account.Text(), Account.Rebuild([.. Bought.Entries, .. flagged.Entries, .. lifted.Entries]).Text());
        Assert.Equal(lifted.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(lifted.Account.Text())).Text());
    }

    [Fact]
    public void A_programme_that_looks_for_no_rings_holds_nobody_back_for_one()
    {
        var flagged = new FlagRing("mailbox", "m9", Instant("2026-03-02T10:00Z")).Decide(Rich, Safe).Account;

        Assert.Empty(Hold.AllOn(flagged, Safe with { Safety = SafetyPolicy.None }, Instant("2026-03-02T11:00Z")));
    }
}
