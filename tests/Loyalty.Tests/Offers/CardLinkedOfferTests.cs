using System.Text.RegularExpressions;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Offers;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Simulations;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Offers;

/// <summary>Runs the example and the table of the README about card-linked offers.</summary>
public class CardLinkedOfferTests
{
    private static readonly Programme Store = Given.Programme(Example("card-linked.md"));

    private static int _cashReceipts;

    public static IEnumerable<object[]> Table()
    {
        using var stream = typeof(Given).Assembly.GetManifestResourceStream("card-linked.md")!;
        var rows = Regex.Matches(
            new StreamReader(stream).ReadToEnd(), @"^\| ([^|`]+) \| `(\w+)` \| `(\w+)` \| `([\d.]+)` \| `([\d.]+)` \| `(\d+)` \| `([^`]+)` \|\r?$", RegexOptions.Multiline);
        return rows.Select(row => row.Groups.Values.Skip(1).Select(group => (object)group.Value).ToArray());
    }

    private static SettleCardPayment Payment(string paid, string at = "2026-03-02T10:00Z", string partner = "roasters", string? occurredAt = null)
    {
        var receipt = ReceiptKey.OfCardPayment(partner, $"CR-{Interlocked.Increment(ref _cashReceipts)}");
        return new SettleCardPayment(new Purchase(receipt, null, Money(paid), [], []), "s9", Instant(occurredAt ?? at), Instant(at), MemberFacts.None);
    }

    private static Decision<RefundPurchase.Outcome> GiveBack(Decision<EarnPurchase.Outcome> settled, string amount, string at = "2026-03-03T10:00Z")
    {
        var state = PurchaseState.Fold(null, settled.Entries[^1])!;
        var refund = new Refund(state.Purchase.Receipt, "CR-back", Money(amount), []);
        return new RefundPurchase(refund, Instant(at), Instant(at)).Decide(settled.Account, state, Store, Store);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_payment_earns_as_the_README_says(string says, string tier, string partner, string paid, string back, string points, string rules)
    {
        var member = tier == "friend" ? NewAccount(Store).Earned(Store, "100.00", "2026-03-01T10:00Z") : NewAccount(Store);

        var settled = Payment(paid, partner: partner).Decide(member, Store);
        var after = back == "0.00" ? settled.Account : GiveBack(settled, back).Account;

        Assert.Equal((says, EarnPurchase.Outcome.Earned, tier), (says, settled.Outcome, member.Tier.Id));
        Assert.Equal((rules, points), (settled.Entries[^1].RulesText(), (after.Balance - member.Balance).ToString()));
    }

    [Fact]
    public void A_payment_counts_for_no_tier_no_visit_and_no_spend_and_neither_does_what_is_given_back()
    {
        var member = NewAccount(Store).Earned(Store, "50.00", "2026-03-01T10:00Z");
        var settled = Payment("50.00").Decide(member, Store);
        var back = GiveBack(settled, "50.00");

        var entry = settled.Entries[^1];
        Assert.Equal((EntryKind.Bonus, "card-payment", "s9", "roasters"), (entry.Kind, entry.Reason, entry.Source.StoreId, entry.Source.Partner));
        Assert.Equal(entry.Purchase!.Purchase.Receipt.ReceiptId, entry.Source.ReceiptId);
        Assert.Equal((member.PurchaseCount, "member"), (settled.Account.PurchaseCount, settled.Account.Tier.Id));
        Assert.Equal((0, 0, 0), (entry.Activity.Count, entry.Qualifying.Count, entry.Purchases));
        Assert.Equal((0, 0), (back.Entries[^1].Activity.Count, back.Entries[^1].Qualifying.Count));
        Assert.Equal((member.Balance, (string?)null), (back.Account.Balance, back.Entries[^1].Source.StoreId));
    }

    [Fact]
    public void A_limit_of_the_month_is_kept_by_all_payments_of_it()
    {
        var first = Payment("60.00").Decide(NewAccount(Store), Store);
        var second = Payment("60.00", "2026-03-31T21:59Z").Decide(first.Account, Store);
        var next = Payment("60.00", "2026-03-31T22:00Z").Decide(second.Account, Store); // midnight in Berlin

        Assert.Equal(("roasters 180, first-card 50", "roasters 20", "roasters 180"), (first.Entries[^1].RulesText(), second.Entries[^1].RulesText(), next.Entries[^1].RulesText()));
        Assert.Equal((CutReason.Limit, new Points(160)), (second.Entries[^1].Cuts[0].Reason, second.Entries[^1].Cuts[0].Points));
    }

    [Fact]
    public void What_no_offer_is_open_for_leaves_no_entry_and_a_wrong_clock_is_seen()
    {
        var member = Payment("20.00").Decide(NewAccount(Store), Store).Account;

        var nothing = Payment("9.99").Decide(member, Store);

        Assert.Equal((EarnPurchase.Outcome.NothingToEarn, 0), (nothing.Outcome, nothing.Entries.Count));
        Assert.Equal(EarnPurchase.Outcome.ClockImplausible, Payment("20.00", occurredAt: "2027-03-02T10:00Z").Decide(member, Store).Outcome);
        Assert.Equal(EarnPurchase.Outcome.RateMissing, (Payment("20.00") with { Payment = new Purchase(ReceiptKey.OfCardPayment("roasters", "x"), null, Money("20.00", "USD"), [], []) }).Decide(member, Store).Outcome);
    }

    [Fact]
    public void Without_a_linked_card_the_offers_say_so()
    {
        var offers = Offer.AllFor(NewAccount(Store), Store, MemberFacts.None with { HasLinkedCard = false }, Instant("2026-03-02T10:00Z"));
        var linked = Offer.AllFor(NewAccount(Store), Store, MemberFacts.None, Instant("2026-03-02T10:00Z"));

        Assert.Equal([OfferReason.Open, OfferReason.CardMissing, OfferReason.CardMissing], offers.Select(offer => offer.Reason));
        Assert.All(linked, offer => Assert.Equal(OfferReason.Open, offer.Reason));
    }

    [Fact]
    public void A_personal_offer_is_used_by_the_payment()
    {
        var programme = Rules(
            """{"id": "treat", "on": "card-payment", "personal": true, "points": {"amount": 2, "per": "1.00"}}""",
            """ "journeys": [{"id": "give", "on": "survey", "then": {"offers": [{"id": "treat", "for": "P30D"}]} }] """);
        var asked = new EarnEvent("survey", Till, Instant("2026-03-01T10:00Z"), Instant("2026-03-01T10:00Z"), MemberFacts.None).Decide(NewAccount(programme), programme).Account;

        var first = Payment("20.00").Decide(asked, programme);

        Assert.Equal("treat 40", first.Entries[^1].RulesText());
        Assert.Equal(EarnPurchase.Outcome.NothingToEarn, Payment("20.00").Decide(first.Account, programme).Outcome);
        Assert.Equal(EarnPurchase.Outcome.NothingToEarn, Payment("20.00").Decide(NewAccount(programme), programme).Outcome);
    }

    [Fact]
    public void Goals_and_journeys_go_by_payments_and_what_is_given_back_takes_from_them()
    {
        var programme = Rules(
            """{"id": "one", "on": "card-payment", "points": {"fixed": 1}}""",
            """
            "goals": [{"id": "twice", "kind": "challenge", "on": "card-payment", "count": 2, "per": "month"}],
            "journeys": [{"id": "thanks", "on": "goal:twice", "then": {"points": 10}}]
            """);
        var first = Payment("20.00").Decide(NewAccount(programme), programme);
        var second = Payment("20.00").Decide(first.Account, programme);
        var state = PurchaseState.Fold(null, second.Entries.Single(entry => entry.Purchase is not null))!;
        var back = new RefundPurchase(new Refund(state.Purchase.Receipt, "back", Money("20.00"), []), Instant("2026-03-03T10:00Z"), Instant("2026-03-03T10:00Z"))
            .Decide(second.Account, state, programme, programme);

        Assert.Equal(new Points(12), second.Account.Balance);
        Assert.Equal(new Points(1), back.Account.Balance);
    }

    [Fact]
    public void Entries_alone_lead_to_the_same_account()
    {
        var settled = Payment("20.00").Decide(NewAccount(Store), Store);
        var back = GiveBack(settled, "5.00");
        LedgerEntry[] entries = [.. settled.Entries, .. back.Entries];

        Assert.Equal(back.Account.Text(), Account.Rebuild(entries).Text());
        Assert.All(entries, entry => Assert.Equal(entry.Text(), EntryJson.Read(System.Text.Encoding.UTF8.GetBytes(entry.Text())).Text()));
    }

    [Fact]
    public void Another_programme_is_asked_about_payments_too()
    {
        var settled = Payment("20.00").Decide(NewAccount(Store), Store);
        var back = GiveBack(settled, "5.00");

        Assert.Equal(95, Replayed(Store).Outstanding);
        Assert.Equal(0, Replayed(Rules("""{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""")).Outstanding);

        SimulationTally Replayed(Programme candidate)
        {
            var span = new SimulationSpan(Instant("2026-03-01T00:00Z"), Instant("2026-04-01T00:00Z"));
            var replay = new MemberReplay(new ReplayTask(candidate, span), new ReplayMember("m1", MemberFacts.None, []));
            foreach (var entry in (LedgerEntry[])[.. settled.Entries, .. back.Entries])
                replay.Add(entry);
            return replay.End();
        }
    }

    [Theory]
    [InlineData("""{"fixed": 5}""", """{"categories": ["coffee"]}""", "/earn/0/when/categories")]
    [InlineData("""{"fixed": 5}""", """{"every": 3}""", "/earn/0/when/every")]
    [InlineData("""{"each": 5}""", """{}""", "/earn/0/points")]
    [InlineData("""{"steps": [{"from": "2", "points": 5}], "by": "quantity"}""", """{}""", "/earn/0/points")]
    public void What_a_payment_cannot_tell_is_refused(string points, string when, string pointer)
    {
        var text = $$"""{"id": "t", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin", "earn": [{"id": "c", "on": "card-payment", "when": {{when}}, "points": {{points}}}]}""";

        var (_, faults) = ProgrammeReader.Read(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(pointer, Assert.Single(faults).Pointer);
    }
}
