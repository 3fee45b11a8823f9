using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
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

    private static Decision<LiftHold.Outcome> Lift(Account account, HoldReason reason, string at, params IEnumerable<LedgerEntry> sales) =>
        new LiftHold(reason, "called-back", Till with { Reference = "desk-7" }, Instant(at))
        {
            Purchases = [.. sales.Where(entry => entry.Purchase is not null).Select(entry => new HeldPurchase(PurchaseState.Fold(null, entry)!, Safe))],
        }.Decide(account, Safe);

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

    private static Purchase AtTill(string total, string register = "t1") => Sale(total) with { RegisterId = register };

    private static Decision<EarnPurchase.Outcome> Buy(Account account, string at, MemberFacts? member = null, params HoldReason[] suspicions) =>
        new EarnPurchase(AtTill("40.00"), Instant(at), Instant(at), member ?? MemberFacts.None) { Suspicions = suspicions }.Decide(account, Safe);

    [Fact]
    public void Points_of_a_third_purchase_at_one_till_within_an_hour_wait_until_somebody_lifts_that()
    {
        var twice = Buy(Buy(NewAccount(Safe), "2026-03-02T10:00Z").Account, "2026-03-02T10:20Z").Account;
        var third = Buy(twice, "2026-03-02T10:40Z");

        Assert.Equal(EarnPurchase.Outcome.Held, third.Outcome);
        Assert.Equal((Points.Zero, "base 40", HoldReason.Purchases), (third.Entries[0].Points, third.Entries[0].RulesText(), third.Entries[0].Pending[0].Held));
        Assert.Equal([new Hold(HoldReason.Purchases, Date("2026-03-02")) { Withheld = new Points(40) }], Hold.AllOn(third.Account, Safe, Instant("2026-03-02T10:41Z")));
        Assert.Equal([new Hold(HoldReason.Purchases, null) { Withheld = new Points(40) }], Hold.AllOn(third.Account, Safe, Instant("2026-03-09T10:00Z")));
        Assert.Equal(EarnPurchase.Outcome.Earned, third.Account.Earn(Safe, AtTill("40.00", "t2"), "2026-03-02T10:45Z").Outcome);
        Assert.Equal(EarnPurchase.Outcome.Earned, Buy(third.Account, "2026-03-02T11:00Z").Outcome);
        Assert.Null(third.Account.NextDue(DueKind.Release, Safe));

        var lifted = Lift(third.Account, HoldReason.Purchases, "2026-03-02T10:50Z", third.Entries);
        Assert.Equal([EntryKind.Adjust, EntryKind.Release], lifted.Entries.Select(entry => entry.Kind));
        Assert.Equal((new Points(120), new Points(120)), (lifted.Account.Balance, lifted.Account.QualifyingPoints(Safe.Tiers, Date("2026-03-02"))));
        Assert.Equal(EarnPurchase.Outcome.Earned, Buy(lifted.Account, "2026-03-02T10:55Z").Outcome);
    }

    [Theory]
    [InlineData(HoldReason.ManyCards)]
    [InlineData(HoldReason.OwnCard)]
    public void What_a_till_makes_suspicious_waits_and_a_refund_takes_it_as_it_is(HoldReason reason)
    {
        var held = Buy(NewAccount(Safe), "2026-03-02T10:00Z", null, reason);
        var state = PurchaseState.Fold(null, held.Entries[0])!;
        var refund = new VoidPurchase(state.Purchase.Receipt, Instant("2026-03-03T10:00Z"), Instant("2026-03-03T10:00Z"));
        var gone = refund.Decide(held.Account, state, Safe, Safe);
        var lifted = Lift(held.Account, reason, "2026-03-02T11:00Z", held.Entries).Account;

        Assert.Equal(reason, Assert.Single(Hold.AllOn(held.Account, Safe, Instant("2026-03-02T10:01Z"))).Reason);
        Assert.Empty(gone.Account.Pending);
        Assert.Equal((Points.Zero, Points.Zero), (gone.Account.Balance, gone.Account.QualifyingEver));
        Assert.Empty(Hold.AllOn(lifted, Safe, Instant("2026-03-02T12:00Z")));
        Assert.Equal((Points.Zero, Points.Zero), (refund.Decide(lifted, state, Safe, Safe).Account.Balance, refund.Decide(lifted, state, Safe, Safe).Account.QualifyingEver));
    }

    [Fact]
    public void A_second_visit_of_the_day_is_held_back_and_leaves_nothing()
    {
        var once = Visit(NewAccount(Safe), "2026-03-02T10:00Z").Account;
        var twice = Visit(once, "2026-03-02T18:00Z");

        Assert.Equal(EarnEvent.Outcome.TooFast, twice.Outcome);
        Assert.Empty(twice.Entries);
        Assert.Equal(HoldReason.Visits, Assert.Single(Hold.AllOn(once, Safe, Instant("2026-03-02T18:00Z"))).Reason);
        Assert.Equal(EarnEvent.Outcome.Earned, Visit(once, "2026-03-03T10:00Z").Outcome);
        Assert.Equal(EarnEvent.Outcome.Earned, Visit(Lift(once, HoldReason.Visits, "2026-03-02T18:00Z").Account, "2026-03-02T18:01Z").Outcome);
    }

    private static Decision<EarnEvent.Outcome> Visit(Account account, string at, MemberFacts? member = null) =>
        new EarnEvent(Occasions.CheckIn, Till, Instant(at), Instant(at), member ?? MemberFacts.None).Decide(account, Safe);

    [Fact]
    public void Who_works_here_earns_half_and_a_refund_takes_half()
    {
        var staff = MemberFacts.None with { IsStaff = true };
        var sale = Buy(NewAccount(Safe), "2026-03-02T10:00Z", staff);
        var state = PurchaseState.Fold(null, sale.Entries[0])!;
        var half = new RefundPurchase(new Refund(state.Purchase.Receipt, "f1", Money("10.00"), []), Instant("2026-03-03T10:00Z"), Instant("2026-03-03T10:00Z"));

        Assert.Equal(("base 20", "base 20 by staff"), (sale.Entries[0].RulesText(), string.Join(", ", sale.Entries[0].Cuts.Select(cut => $"{cut.Rule} {cut.Points} by {cut.Reason.Name()}"))));
        Assert.Equal(new Points(-5), half.Decide(sale.Account, state, Safe, Safe).Entries[0].Points);
        Assert.Equal([new Hold(HoldReason.Staff, null)], Hold.AllOn(sale.Account, Safe, Instant("2026-03-02T10:01Z")));
        Assert.Equal("visit 2", Visit(sale.Account, "2026-03-02T12:00Z", staff).Entries[0].RulesText());
        var trusted = Lift(sale.Account, HoldReason.Staff, "2026-03-02T11:00Z").Account;
        Assert.Equal("base 40", Buy(trusted, "2026-03-02T12:00Z", staff).Entries[0].RulesText());
    }

    [Theory]
    [InlineData(1_000, "base 20, gift 10", "base 21 by staff, gift 10 by staff")]
    [InlineData(7, "base 20, gift 7", "base 21 by staff, gift 10 by staff, gift 3 by budget")]
    [InlineData(0, "base 20", "base 21 by staff, gift 10 by staff, gift 10 by budget")]
    public void Who_works_here_takes_from_a_budget_what_they_earn_and_no_less(long left, string gives, string cuts)
    {
        var programme = Rules(
            """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}, {"id": "gift", "on": "purchase", "points": {"fixed": 20}, "budget": {"points": 1000}}""",
            """ "safety": {"staff": {"identities": [{"type": "card"}], "earn": "0.5"}} """);
        var sale = new EarnPurchase(Sale("41.00"), Instant("2026-03-02T10:00Z"), Instant("2026-03-02T10:00Z"), MemberFacts.None with { IsStaff = true });
        var asked = BudgetDemand.Of(programme, sale.Decide(NewAccount(programme), programme).Entries);

        var decision = (sale with { Budgets = new BudgetsLeft(new Dictionary<string, Points> { ["rule:gift"] = Points.Min(asked["rule:gift"], new Points(left)) }) })
            .Decide(NewAccount(programme), programme);
        var state = PurchaseState.Fold(null, decision.Entries[0])!;
        var refund = new RefundPurchase(new Refund(state.Purchase.Receipt, "f1", Money("1.00"), []), Instant("2026-03-03T10:00Z"), Instant("2026-03-03T10:00Z"));

        Assert.Equal(new Points(10), asked["rule:gift"]);
        Assert.Equal(gives, decision.Entries[0].RulesText());
        Assert.Equal(cuts, string.Join(", ", decision.Entries[0].Cuts.Select(cut => $"{cut.Rule} {cut.Points} by {cut.Reason.Name()}")));
        Assert.Equal(Points.Zero, refund.Decide(decision.Account, state, programme, programme).Entries[0].Points);
    }

    [Fact]
    public void A_referral_that_is_refused_is_listed_until_somebody_lifts_it_and_is_refused_once()
    {
        var refuse = new RefuseReferral("mailbox", "m9", Instant("2026-03-02T10:00Z"));
        var refused = refuse.Decide(Rich, Safe);
        var lifted = Lift(refused.Account, HoldReason.Referral, "2026-03-02T11:00Z");

        var entry = Assert.Single(refused.Entries);
        Assert.Equal((EntryKind.Adjust, Points.Zero, "referral-refused:mailbox", "m9"), (entry.Kind, entry.Points, entry.Reason, entry.Source.Counterparty));
        Assert.Equal([new Hold(HoldReason.Referral, null)], Hold.AllOn(refused.Account, Safe, Instant("2026-03-02T10:01Z")));
        Assert.Empty(Hold.OnRedemptions(refused.Account, Safe, Instant("2026-03-02T10:01Z")));
        Assert.Empty(Hold.AllOn(lifted.Account, Safe, Instant("2026-03-02T11:01Z")));
        Assert.Equal(RefuseReferral.Outcome.KnownBefore, refuse.Decide(lifted.Account, Safe).Outcome);
        Assert.Equal(lifted.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(lifted.Account.Text())).Text());
        Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text());
    }

    [Theory]
    [InlineData("card", "990000", true)]
    [InlineData("card", "9905 00", true)]
    [InlineData("card", "991000", false)]
    [InlineData("card", "9900001", false)]
    [InlineData("phone", "990500", false)]
    public void Staff_cards_are_a_range_of_one_length(string type, string value, bool isStaff)
    {
        Assert.True(Identity.TryCreate(type, value, out var identity, out _));
        Assert.Equal(isStaff, Safe.Safety.Staff!.Includes([identity]));
    }

    [Theory]
    [InlineData("\"earn\": \"0.5\"", "\"earn\": \"1.5\"", "/safety/staff/earn")]
    [InlineData("\"until\": \"990999\"", "\"until\": \"99099\"", "/safety/staff/identities/0/until")]
    [InlineData("\"within\": \"PT30S\"", "\"within\": \"P1D\"", "/safety/till/within")]
    [InlineData("\"id\": \"rounds\", \"on\": \"checkin\"", "\"id\": \"rounds\", \"on\": \"checkin\", \"by\": \"register\"", "/safety/velocity/1/by")]
    [InlineData("\"ownCard\"", "\"staf\": {}, \"ownCard\"", "/safety/staf")]
    public void What_is_wrong_with_a_safety_rule_is_said_with_its_place(string right, string wrong, string pointer)
    {
        var document = Example("safety.md");
        Assert.Contains(right, document, StringComparison.Ordinal);

        var (_, faults) = ProgrammeReader.Read(System.Text.Encoding.UTF8.GetBytes(document.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Contains(faults, fault => fault.Pointer == pointer);
    }

    [Fact]
    public void Points_that_wait_for_somebody_come_along_when_two_members_become_one()
    {
        var held = Buy(NewAccount(Safe), "2026-03-02T10:00Z", null, HoldReason.OwnCard).Account;
        var away = new MergeAway("m2", Till, Instant("2026-03-03T10:00Z")).Decide(held, Safe);
        var stays = new MergeInto(away.Entries[^1], Till, Instant("2026-03-03T10:00Z")).Decide(NewAccount(Safe, memberId: "m2"), Safe).Account;

        Assert.Equal(new Points(40), Assert.Single(Hold.AllOn(stays, Safe, Instant("2026-03-03T11:00Z"))).Withheld);
        Assert.Equal(new Points(40), Lift(stays, HoldReason.OwnCard, "2026-03-03T11:00Z").Account.Balance);
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_accounts_where_points_wait()
    {
        var staff = MemberFacts.None with { IsStaff = true };
        var held = Buy(NewAccount(Safe), "2026-03-02T10:00Z", staff, HoldReason.ManyCards);
        var visit = Visit(held.Account, "2026-03-02T10:10Z", staff);
        var lifted = Lift(visit.Account, HoldReason.ManyCards, "2026-03-02T11:00Z", held.Entries);
        LedgerEntry[] entries = [.. held.Entries, .. visit.Entries, .. lifted.Entries];

        Assert.Equal(lifted.Account.Text(), Account.Rebuild(entries).Text());
        Assert.Equal(visit.Account.Text(), AccountJson.Read(System.Text.Encoding.UTF8.GetBytes(visit.Account.Text())).Text());
        Assert.All(entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
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
