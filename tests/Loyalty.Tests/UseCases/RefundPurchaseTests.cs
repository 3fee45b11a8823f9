using Loyalty.Entries;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.UseCases;

public class RefundPurchaseTests
{
    private const string Noon = "2026-11-03T12:00Z";
    private const string Later = "2026-11-10T12:00Z";

    [Fact]
    public void Giving_back_half_takes_back_half()
    {
        var shop = new Shop(Sample).Buys(Sale("42.50"), Noon).Refunds("20.00", Later);

        Assert.Equal((EntryKind.Reverse, new Points(-20)), (shop.Last.Kind, shop.Last.Points));
        Assert.Equal("base -20", shop.Last.RulesText());
        Assert.Equal(new Points(22), shop.Account.Balance); // floor(22.50)
    }

    [Fact]
    public void A_bonus_whose_condition_no_longer_holds_goes_too()
    {
        var shop = new Shop(Sample).Buys(Sale("100.00"), Noon).Refunds("0.01", Later);

        Assert.Equal(new Points(99), shop.Account.Balance);
        Assert.Equal("base -1, big-basket -50", shop.Last.RulesText());
    }

    [Fact]
    public void A_bonus_that_still_holds_stays_until_nothing_is_left()
    {
        var programme = Rules("""{"id": "hello", "on": "purchase", "points": {"fixed": 30} }""");
        var shop = new Shop(programme).Buys(Sale("10.00"), Noon);

        Assert.Equal(new Points(30), shop.Refunds("9.99", Later).Account.Balance);
        Assert.Equal(Points.Zero, shop.Refunds("0.01", Later).Account.Balance);
    }

    [Fact]
    public void Refunded_lines_reduce_the_lines_of_the_same_item()
    {
        var sale = Sale("20.00", Line("latte", "coffee", "10.00", quantity: 2), Line("bun", null, "10.00"));
        var shop = new Shop(Sample).Buys(sale, Noon).Refunds("5.00", Later, Line("latte", "coffee", "5.00"));

        Assert.Equal(new Points(20), shop.Account.Balance); // 5 × 2 + 10
        Assert.Equal(new Points(10), shop.Refunds("10.00", Later, Line("bun", null, "10.00")).Account.Balance);
    }

    [Fact]
    public void Without_lines_every_line_is_reduced_in_proportion()
    {
        var sale = Sale("20.00", Line("latte", "coffee", "10.00"), Line("bun", null, "10.00"));

        Assert.Equal(new Points(15), new Shop(Sample).Buys(sale, Noon).Refunds("10.00", Later).Account.Balance);
    }

    [Fact]
    [Trait("Fault", "90")]
    public void More_than_what_remains_counts_as_what_remains_and_is_flagged()
    {
        var shop = new Shop(Sample).Buys(Sale("10.00"), Noon).Refunds("6.00", Later).Refunds("6.00", Later);

        Assert.Equal(Points.Zero, shop.Account.Balance);
        Assert.True(shop.Last.Refund!.Flagged);
        Assert.Equal(new Points(10), shop.Purchase.Reversed);
    }

    [Fact]
    [Trait("Fault", "90")]
    public void An_item_that_was_not_bought_is_flagged_and_takes_nothing()
    {
        var shop = new Shop(Sample).Buys(Sale("10.00", Line("bun", null, "10.00")), Noon).Refunds("5.00", Later, Line("cake", null, "5.00"));

        Assert.Equal(new Points(10), shop.Account.Balance);
        Assert.True(shop.Purchase.Flagged);
    }

    [Fact]
    public void The_tier_and_version_of_the_purchase_decide_and_not_those_of_today()
    {
        var generous = Rules("""{"id": "base", "on": "purchase", "points": {"amount": 5, "per": "1.00"} }""");
        var shop = new Shop(Sample).Buys(Sale("510.00"), Noon).Buys(Sale("10.00"), Noon);

        shop.Refunds("5.00", Later, current: generous);

        Assert.Equal(new Points(-6), shop.Last.Points); // silver: floor(12.5) - floor(6.25)
    }

    [Fact]
    public void The_own_lot_pays_first_even_if_another_expires_sooner()
    {
        var shop = new Shop(Sample).Buys(Sale("30.00"), "2026-10-03T12:00Z").Buys(Sale("20.00"), Noon).Refunds("15.00", Later);

        Assert.Equal([30, 5], shop.Account.Lots.Select(lot => lot.Remaining.Value));
    }

    [Fact]
    [Trait("Fault", "91")]
    public void Spent_points_become_debt_that_the_next_earnings_repay_before_they_make_a_lot()
    {
        var shop = new Shop(Sample).Buys(Sale("120.00"), Noon); // 170
        shop.Redeems(150, Noon).Refunds("120.00", Later);

        Assert.Equal((new Points(-150), new Points(150)), (shop.Account.Balance, shop.Account.Debt));
        Assert.Empty(shop.Account.Lots);
        Assert.Equal(new Points(-150), shop.Account.At(Instant(Later), Sample).Available);

        shop.Buys(Sale("70.00"), Later);
        Assert.Equal(new Points(-80), shop.Account.Balance);
        shop.Buys(Sale("99.00"), Later);
        Assert.Equal((new Points(19), new Points(19)), (shop.Account.Balance, Assert.Single(shop.Account.Lots).Remaining));
    }

    [Fact]
    public void Points_that_have_expired_are_not_taken_again()
    {
        var shop = new Shop(Sample).Buys(Sale("120.00"), "2026-01-03T12:00Z").Redeems(100, "2026-01-04T12:00Z"); // 70 left
        shop.Buys(Sale("90.00"), "2026-06-03T12:00Z");

        shop.Refunds("120.00", "2027-02-02T12:00Z", occurredAt: "2027-02-02T12:00Z", purchase: 0);

        Assert.Equal([EntryKind.Expire, EntryKind.Reverse], shop.LastDecision.Select(entry => entry.Kind));
        Assert.Equal(new Points(-100), shop.Last.Points); // 170 less the 70 that expired
        Assert.Equal(new Points(-10), shop.Account.Balance);
    }

    [Fact]
    public void Small_refunds_after_the_expiry_take_what_one_large_refund_takes()
    {
        Shop Start() => new Shop(Sample).Buys(Sale("90.00"), "2026-01-03T12:00Z").Buys(Sale("90.00"), "2026-06-03T12:00Z").Redeems(100, "2026-06-04T12:00Z");
        var (large, small) = (Start(), Start());

        large.Refunds("90.00", "2027-02-02T12:00Z", purchase: 0);
        for (var part = 0; part < 10; part++)
            small.Refunds("9.00", "2027-02-02T12:00Z", purchase: 0);

        Assert.Equal(large.Account.Balance, small.Account.Balance);
    }

    [Fact]
    public void A_refund_takes_pending_points_first()
    {
        var programme = Rules("""{"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} }""", """ "pending": {"for": "P14D"} """);
        var shop = new Shop(programme).Buys(Sale("30.00"), Noon).Refunds("10.00", Later);

        Assert.Equal((Points.Zero, new Points(-10)), (shop.Last.Points, shop.Last.PendingPoints));
        Assert.Equal(new Points(20), new CatchUp(Instant("2026-11-18T12:00Z")).Decide(shop.Account, programme).Account.Balance);
    }

    [Fact]
    public void Qualifying_points_go_back_on_the_day_of_the_purchase()
    {
        var shop = new Shop(Sample).Buys(Sale("90.00"), Noon).Refunds("50.00", Later);

        Assert.Equal(new QualifyingChange(Date("2026-11-03"), new Points(-50)), Assert.Single(shop.Last.Qualifying));
        Assert.Equal(new Points(40), shop.Account.At(Instant(Later), Sample).Tier.QualifyingPoints);
    }

    [Fact]
    public void A_refund_does_not_give_a_use_back()
    {
        var programme = Rules("""{"id": "hello", "on": "purchase", "points": {"fixed": 30}, "limit": {"count": 1, "per": "ever"} }""");
        var shop = new Shop(programme).Buys(Sale("10.00"), Noon).Refunds("10.00", Later).Buys(Sale("10.00"), Later);

        Assert.Equal(Points.Zero, shop.Account.Balance);
    }

    [Theory]
    [InlineData("", "many -60, few 40", -20)]
    [InlineData(", \"budget\": {\"points\": 1000}", "many -60", -60)]
    public void Another_bonus_of_a_group_takes_the_place_of_one_that_goes_unless_it_would_come_out_of_a_budget(string budget, string rules, long points)
    {
        var programme = Rules(
            """{"id": "many", "on": "purchase", "group": "g", "when": {"categories": ["tea"], "minQuantity": 3}, "points": {"fixed": 60}},"""
            + """{"id": "few", "on": "purchase", "group": "g", "when": {"categories": ["tea"]}, "points": {"fixed": 40}""" + budget + "}");
        var shop = new Shop(programme).Buys(Sale("9.00", Line("t", "tea", "9.00", 3)), Noon).Refunds("3.00", Later, Line("t", null, "3.00", 1));

        Assert.Equal("many 60", shop.Entries[0].RulesText());
        Assert.Equal((rules, new Points(points)), (shop.Last.RulesText(), shop.Last.Points));
        Assert.DoesNotContain(Loyalty.Earning.BudgetDemand.Of(programme, shop.Entries), one => one.Value > Points.Zero);
    }

    [Fact]
    public void A_purchase_that_is_given_back_keeps_its_number()
    {
        var programme = Rules("""
            {"id": "first", "on": "purchase", "when": {"firstPurchase": true}, "points": {"fixed": 100} },
            {"id": "second", "on": "purchase", "when": {"every": 2}, "points": {"fixed": 20} }
            """);
        var shop = new Shop(programme).Buys(Sale("10.00"), Noon).Voids(Noon).Buys(Sale("10.00"), Noon).Voids(Later).Buys(Sale("10.00"), Later);

        Assert.Equal(["first 100", "first -100", "second 20", "second -20", ""], shop.Entries.Select(entry => entry.RulesText()));
    }

    [Fact]
    public void A_rule_that_was_used_up_is_not_granted_by_a_refund()
    {
        var programme = Rules("""
            {"id": "base", "on": "purchase", "points": {"amount": 1, "per": "1.00"} },
            {"id": "hello", "on": "purchase", "points": {"fixed": 30}, "limit": {"count": 1, "per": "ever"} }
            """);
        var shop = new Shop(programme).Buys(Sale("10.00"), Noon).Buys(Sale("10.00"), Noon).Refunds("4.00", Later);

        Assert.Equal(new Points(-4), shop.Last.Points);
    }

    [Fact]
    [Trait("Fault", "89")]
    public void Another_currency_than_the_purchases_is_refused()
    {
        var shop = new Shop(Sample).Buys(Sale("10.00"), Noon);
        var refund = new Refund(shop.Purchase.Purchase.Receipt, "x", Money("5.00", "USD"), []);

        var decision = new RefundPurchase(refund, Instant(Later), Instant(Later)).Decide(shop.Account, shop.Purchase, Sample, Sample);

        Assert.Equal(RefundPurchase.Outcome.CurrencyDiffers, decision.Outcome);
        Assert.Empty(decision.Entries);
    }

    [Fact]
    [Trait("Fault", "90")]
    public void The_same_refund_has_one_effect_and_none_follows_a_void()
    {
        var shop = new Shop(Sample).Buys(Sale("10.00"), Noon).Refunds("5.00", Later);
        var refund = new RefundPurchase(shop.Last.Refund!.Refund, Instant(Later), Instant(Later));

        Assert.Equal(RefundPurchase.Outcome.AlreadyRefunded, refund.Decide(shop.Account, shop.Purchase, Sample, Sample).Outcome);

        shop.Voids(Later);
        Assert.Equal(Points.Zero, shop.Account.Balance);
        var other = refund with { Refund = refund.Refund with { RefundId = "other" } };
        Assert.Equal(RefundPurchase.Outcome.AlreadyVoided, other.Decide(shop.Account, shop.Purchase, Sample, Sample).Outcome);
        var again = new VoidPurchase(shop.Purchase.Purchase.Receipt, Instant(Later), Instant(Later));
        Assert.Equal(VoidPurchase.Outcome.AlreadyVoided, again.Decide(shop.Account, shop.Purchase, Sample, Sample).Outcome);
    }

    [Fact]
    public void A_discount_given_back_is_a_discount_less()
    {
        var sale = Sale("15.00", Line("shirt", null, "20.00"), Line("promo", null, "-5.00"));
        var shop = new Shop(Sample).Buys(sale, Noon).Refunds("15.00", Later, Line("shirt", null, "20.00"), Line("promo", null, "-5.00"));

        Assert.Equal((Points.Zero, false), (shop.Account.Balance, shop.Last.Refund!.Flagged));
    }

    [Fact]
    public void The_state_of_a_purchase_survives_its_row()
    {
        var sale = Sale("20.00", Line("latte", "coffee", "10.00", quantity: 3), Line("bun", null, "10.00"));
        var shop = new Shop(Sample).Buys(sale, Noon).Refunds("3.33", Later).Refunds("3.00", Later, Line("bun", null, "3.00"));
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        PurchaseState.Write(shop.Purchase, buffer);

        var read = PurchaseState.Read(buffer.WrittenSpan);

        Assert.Equal(shop.Purchase.Remaining, read.Remaining);
        Assert.Equal(shop.Purchase.RefundIds, read.RefundIds);
        Assert.Equal((shop.Purchase.Reversed, shop.Purchase.Lot, shop.Purchase.OccurredAt), (read.Reversed, read.Lot, read.OccurredAt));
    }
}
