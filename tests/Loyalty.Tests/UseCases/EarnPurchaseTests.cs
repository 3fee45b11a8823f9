using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class EarnPurchaseTests
{
    private const string Noon = "2026-11-03T12:00Z";

    private const string Base = """{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}}""";

    [Fact]
    public void A_euro_is_a_point_and_cents_are_floored_once()
    {
        var entry = Assert.Single(NewAccount(Sample).Earn(Sample, Sale("42.50", Line("a", null, "21.25"), Line("b", null, "21.25")), Noon).Entries);

        Assert.Equal((EntryKind.Earn, new Points(42), new Points(42)), (entry.Kind, entry.Points, entry.Balance));
        Assert.Equal("base 42", entry.RulesText());
    }

    [Fact]
    public void Coffee_counts_double_and_the_rules_add_up_to_the_points()
    {
        var sale = Sale("7.99", Line("latte", "coffee", "3.50"), Line("bun", "bakery", "4.49"));

        var entry = Assert.Single(NewAccount(Sample).Earn(Sample, sale, Noon).Entries);

        Assert.Equal(new Points(11), entry.Points); // floor(4.49 + 7.00)
        Assert.Equal("base 7, coffee-2x 4", entry.RulesText());
    }

    [Theory]
    [InlineData("99.99", 99)]
    [InlineData("100.00", 150)]
    public void A_big_basket_gets_its_bonus_from_the_exact_total_on(string total, long points) =>
        Assert.Equal(points, NewAccount(Sample).Earned(Sample, total, Noon).Balance.Value);

    [Fact]
    [Trait("Fault", "94")]
    public void Tobacco_and_gift_cards_earn_nothing_but_count_for_the_total()
    {
        var sale = Sale("120.00", Line("cig", "tobacco", "80.00"), Line("card", "giftcard", "30.00"), Line("bun", "bakery", "10.00"));

        Assert.Equal("base 10, big-basket 50", NewAccount(Sample).Earn(Sample, sale, Noon).Entries[0].RulesText());
    }

    [Fact]
    public void A_line_that_the_catalogue_excludes_earns_nothing()
    {
        var sale = Sale("10.00", Line("lottery", null, "6.00") with { Excluded = true }, Line("bun", null, "4.00"));

        Assert.Equal(new Points(4), NewAccount(Sample).Earn(Sample, sale, Noon).Account.Balance);
    }

    [Fact]
    [Trait("Fault", "94")]
    public void A_deposit_return_and_a_discount_reduce_what_is_eligible()
    {
        var sale = Sale("6.50", Line("beer", null, "10.00"), Line("deposit", null, "-2.50"), Line("coupon", null, "-1.00"));

        Assert.Equal(new Points(6), NewAccount(Sample).Earn(Sample, sale, Noon).Account.Balance);
    }

    [Fact]
    public void More_given_back_than_bought_of_eligible_lines_never_takes_points()
    {
        var sale = Sale("5.00", Line("cig", "tobacco", "15.00"), Line("deposit", null, "-10.00"));

        Assert.Equal("", NewAccount(Sample).Earn(Sample, sale, Noon).Entries[0].RulesText());
    }

    [Fact]
    [Trait("Fault", "96")]
    public void Tenders_that_earn_nothing_reduce_all_lines_in_proportion()
    {
        var sale = Sale("20.00", Line("latte", "coffee", "10.00"), Line("bun", null, "10.00")) with
        {
            Tenders = [new Tender("points", Money("5.00")), new Tender("cash", Money("15.00"))],
        };

        Assert.Equal("base 15, coffee-2x 7", NewAccount(Sample).Earn(Sample, sale, Noon).Entries[0].RulesText()); // 22.5 floored
    }

    [Fact]
    public void A_sale_paid_with_a_gift_card_is_an_entry_of_nothing()
    {
        var sale = Sale("50.00") with { Tenders = [new Tender("giftcard", Money("50.00"))] };

        var entry = Assert.Single(NewAccount(Sample).Earn(Sample, sale, Noon).Entries);

        Assert.Equal((EntryKind.Earn, Points.Zero), (entry.Kind, entry.Points));
    }

    [Fact]
    public void Rates_add_up_and_the_highest_factor_wins_for_each_line()
    {
        var programme = Rules(Base + """
            ,{"id": "extra", "on": "purchase", "when": {"categories": ["coffee"]}, "points": {"amount": "0.5", "per": "1.00"}},
            {"id": "double", "on": "purchase", "points": {"multiply": "2"}},
            {"id": "triple", "on": "purchase", "when": {"skus": ["latte"]}, "points": {"multiply": "3"}}
            """);
        var sale = Sale("20.00", Line("latte", "coffee", "10.00"), Line("bun", null, "10.00"));

        var entry = NewAccount(programme).Earn(programme, sale, Noon).Entries[0];

        Assert.Equal(new Points(65), entry.Points); // 10 × 1.5 × 3 + 10 × 1 × 2
        Assert.Equal("base 20, extra 5, double 10, triple 30", entry.RulesText());
    }

    [Fact]
    public void A_receipt_earns_with_the_tier_held_before_it_and_lifts_for_the_next()
    {
        var first = NewAccount(Sample).Earn(Sample, Sale("480.00"), Noon); // 480 + 50
        var second = first.Account.Earn(Sample, Sale("42.50"), Noon);

        Assert.Equal(new Points(530), first.Account.Balance);
        Assert.Equal(new TierChange("bronze", "silver", Date("2026-11-03"), Date("2027-11-30")), first.Entries[0].Tier);
        Assert.Equal("base 42, tier:silver 11", second.Entries[0].RulesText()); // floor(42.5 × 1.25) = 53
        Assert.Null(second.Entries[0].Tier);
    }

    [Fact]
    public void A_receipt_may_jump_over_a_tier()
    {
        var entry = NewAccount(Sample).Earn(Sample, Sale("2500.00"), Noon).Entries[0];

        Assert.Equal("gold", entry.Tier!.To);
    }

    [Fact]
    public void A_fixed_bonus_for_a_category_asks_for_one_eligible_line()
    {
        var programme = Rules(
            """{"id": "cig", "on": "purchase", "when": {"categories": ["tobacco", "tea"]}, "points": {"fixed": 5}}""",
            """ "exclude": {"categories": ["tobacco"]} """);

        Assert.Equal(Points.Zero, NewAccount(programme).Earn(programme, Sale("5.00", Line("c", "tobacco", "5.00")), Noon).Account.Balance);
        Assert.Equal(new Points(5), NewAccount(programme).Earn(programme, Sale("5.00", Line("t", "tea", "5.00")), Noon).Account.Balance);
    }

    [Theory]
    [InlineData("minQuantity", "\"3\"", 0)]
    [InlineData("minQuantity", "\"2\"", 7)]
    [InlineData("stores", "[\"s1\"]", 7)]
    [InlineData("stores", "[\"s2\"]", 0)]
    [InlineData("partners", "[\"till\"]", 7)]
    [InlineData("channels", "[\"web\"]", 0)]
    [InlineData("tenders", "[\"card\"]", 0)]
    [InlineData("days", "[\"tue\"]", 7)]
    [InlineData("days", "[\"mon\", \"wed\"]", 0)]
    [InlineData("hours", "\"13:00-14:00\"", 7)] // 12:00 UTC is 13:00 in Berlin
    [InlineData("hours", "\"12:00-13:00\"", 0)]
    [InlineData("hours", "[\"22:00-02:00\", \"13:00-13:01\"]", 7)]
    [InlineData("from", "\"2026-11-03\"", 7)]
    [InlineData("from", "\"2026-11-04\"", 0)]
    [InlineData("until", "\"2026-11-03\"", 7)]
    [InlineData("until", "\"2026-11-03T12:00:00Z\"", 0)]
    [InlineData("tiers", "[\"member\"]", 7)]
    [InlineData("segments", "[\"vip\"]", 7)]
    [InlineData("segments", "[\"other\"]", 0)]
    [InlineData("firstPurchase", "true", 7)]
    [InlineData("every", "2", 0)]
    [InlineData("birthday", "{\"within\": \"P7D\"}", 7)]
    [InlineData("birthday", "{\"within\": \"P5D\"}", 0)]
    [InlineData("geofences", "[\"g\"]", 0)]
    public void Each_condition_opens_or_closes_a_rule(string name, string value, long points)
    {
        var programme = Rules($$"""{"id": "x", "on": "purchase", "when": {"{{name}}": {{value}} }, "points": {"fixed": 7} }""");
        var sale = Sale("5.00", Line("a", null, "5.00", quantity: 2));
        var member = new MemberFacts(Date("1990-11-09"), ["vip"]);

        var decision = new EarnPurchase(sale, Instant(Noon), Instant(Noon), member).Decide(NewAccount(programme), programme);

        Assert.Equal(points, decision.Account.Balance.Value);
    }

    [Fact]
    public void Every_third_purchase_is_counted_by_the_account()
    {
        var programme = Rules("""{"id": "third", "on": "purchase", "when": {"every": 3}, "points": {"fixed": 9}}""");
        var account = NewAccount(programme);

        var balances = Enumerable.Range(0, 6).Select(_ => (account = account.Earned(programme, "1.00", Noon)).Balance.Value);

        Assert.Equal([0, 0, 9, 9, 9, 18], balances.ToArray());
    }

    [Fact]
    public void A_limit_by_points_grants_what_is_left_of_it()
    {
        var programme = Rules("""
            {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"}, "limit": {"points": 15, "per": "week"}}
            """);
        var account = NewAccount(programme).Earned(programme, "10.00", "2026-11-02T12:00Z").Earned(programme, "10.00", "2026-11-08T12:00Z");

        Assert.Equal(new Points(15), account.Balance);
        Assert.Equal(new Points(25), account.Earned(programme, "10.00", "2026-11-09T12:00Z").Balance); // Monday
    }

    [Fact]
    [Trait("Fault", "89")]
    public void Another_currency_needs_a_rate_of_the_receipts_own_date()
    {
        var programme = Rules(Base, """ "rates": [{"id": "usd-11", "currency": "USD", "rate": "0.905", "from": "2026-11-01", "until": "2026-11-30"}] """);
        var sale = Sale("1.00") with { Total = Money("10.00", "USD") };

        var decision = NewAccount(programme).Earn(programme, sale, Noon);

        Assert.Equal((new Points(9), "usd-11"), (decision.Account.Balance, decision.Entries[0].Purchase!.Rate));
        Assert.Equal(EarnPurchase.Outcome.RateMissing, NewAccount(programme).Earn(programme, sale, "2026-12-01T12:00Z").Outcome);
        Assert.Equal(EarnPurchase.Outcome.RateMissing, NewAccount(programme).Earn(programme, sale with { Total = Money("10", "JPY") }, Noon).Outcome);
    }

    [Fact]
    public void Pending_points_show_their_rules_and_are_no_balance_yet()
    {
        var programme = Rules(Base, """ "pending": {"for": "P14D"} """);

        var decision = NewAccount(programme).Earn(programme, Sale("20.00"), Noon);

        var entry = Assert.Single(decision.Entries);
        Assert.Equal((Points.Zero, new Points(20), "base 20"), (entry.Points, entry.PendingPoints, entry.RulesText()));
        Assert.Equal(new Points(20), decision.Account.At(Instant(Noon), programme).Pending);
        Assert.Equal(Instant("2026-11-16T23:00Z"), decision.Account.NextDue(DueKind.Release, programme));
    }

    [Fact]
    [Trait("Fault", "21")]
    public void A_receipt_that_arrives_after_its_waiting_time_is_granted_at_once_and_expires_by_its_own_date()
    {
        var programme = Rules(Base, """ "pending": {"for": "P14D"}, "expiry": {"after": "P1M"} """);

        var decision = NewAccount(programme).Earn(programme, Sale("20.00"), at: "2026-11-25T12:00Z", occurredAt: "2026-11-03T12:00Z");

        Assert.Equal(Date("2026-12-03"), Assert.Single(decision.Account.Lots).Expires);
        Assert.Equal(new Points(20), decision.Account.Balance);
    }

    [Fact]
    [Trait("Fault", "21")]
    public void Points_that_expired_before_their_receipt_arrived_expire_in_the_same_decision()
    {
        var programme = Rules(Base, """ "expiry": {"after": "P1M"} """);

        var decision = NewAccount(programme).Earn(programme, Sale("20.00"), at: "2026-12-25T12:00Z", occurredAt: "2026-11-03T12:00Z");

        Assert.Equal([EntryKind.Earn, EntryKind.Expire], decision.Entries.Select(entry => entry.Kind));
        Assert.Equal(Instant("2026-12-03T23:00Z"), decision.Entries[1].OccurredAt);
        Assert.Equal(Points.Zero, decision.Account.Balance);
    }

    [Theory]
    [InlineData("2026-11-03T12:15:00Z", EarnPurchase.Outcome.Earned)]
    [InlineData("2026-11-03T12:15:01Z", EarnPurchase.Outcome.ClockImplausible)]
    [InlineData("2025-09-29T12:00:00Z", EarnPurchase.Outcome.Earned)]
    [InlineData("2025-09-29T11:59:59Z", EarnPurchase.Outcome.ClockImplausible)]
    [InlineData("1970-01-01T00:00:00Z", EarnPurchase.Outcome.ClockImplausible)]
    [InlineData("9999-12-31T23:59:59Z", EarnPurchase.Outcome.ClockImplausible)]
    [Trait("Fault", "103")]
    public void A_till_clock_is_believed_within_its_window(string occurredAt, EarnPurchase.Outcome outcome)
    {
        var account = NewAccount(Sample);

        var decision = account.Earn(Sample, Sale("5.00"), Noon, occurredAt);

        Assert.Equal(outcome, decision.Outcome);
        Assert.Equal(outcome == EarnPurchase.Outcome.Earned, decision.Entries.Count > 0);
    }

    [Fact]
    [Trait("Fault", "105")]
    public void The_last_tick_of_the_year_belongs_to_it()
    {
        var entry = NewAccount(Sample).Earn(Sample, Sale("5.00"), "2027-01-01T08:00Z", occurredAt: "2026-12-31T22:59:59.9999999Z").Entries[0];

        Assert.Equal(Date("2026-12-31"), Assert.Single(entry.Qualifying).On);
        Assert.Equal(Date("2027-12-31"), Assert.Single(entry.Lots).Expires);
    }

    [Fact]
    [Trait("Fault", "87")]
    public void Points_beyond_the_limit_are_refused_and_nothing_is_written()
    {
        var programme = Rules("""{"id": "base", "on": "purchase", "points": {"amount": 1000000, "per": "0.01"}}""");
        var account = NewAccount(programme);

        foreach (var total in (string[])["100000000.00", "999999999999999.99"])
        {
            var decision = account.Earn(programme, Sale(total), Noon);
            Assert.Equal(EarnPurchase.Outcome.PointsOutOfRange, decision.Outcome);
            Assert.Empty(decision.Entries);
        }
    }

    [Theory]
    [InlineData("-1.00", PurchaseProblem.Invalid)]
    [InlineData("9.00", PurchaseProblem.AmountsDisagree)]
    [Trait("Fault", "86")]
    public void A_purchase_with_a_fault_is_refused(string total, PurchaseProblem problem)
    {
        var sale = Sale(total, Line("a", null, "10.00"));

        Assert.Equal(problem, sale.Check()!.Problem);
        Assert.Equal(EarnPurchase.Outcome.PurchaseInvalid, NewAccount(Sample).Earn(Sample, sale, Noon).Outcome);
    }
}
