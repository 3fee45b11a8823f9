using Testing.Hubs;

namespace LoyaltyFunctions.Tests.Stories;

/// <summary>What is given back takes its points along, whatever came first.</summary>
[Collection(StoryHub.Collection)]
public sealed class RefundStories(StoryHub story)
{
    [Fact]
    [Trait("Fault", "90")]
    public async Task Ten_small_refunds_take_back_what_one_large_refund_takes()
    {
        var (whole, parts) = (await story.Operator.EnrolAsync(new MemberBody()), await story.Operator.EnrolAsync(new MemberBody()));
        var (large, small) = (new SaleBody("99.99"), new SaleBody("99.99"));
        await story.Till.RecordAsync(whole, large);
        await story.Till.RecordAsync(parts, small);

        await RefundAsync(large, "all", "95.00");
        for (var i = 0; i < 10; i++)
            await RefundAsync(small, $"part-{i}", "9.50");

        Assert.Equal(100 + 4, await story.Operator.PointsAsync(whole));
        Assert.Equal(await story.Operator.PointsAsync(whole), await story.Operator.PointsAsync(parts));
        await Audit.IntactAsync(story.Hub, parts);
    }

    [Fact]
    public async Task A_refund_that_brings_the_total_below_its_condition_takes_the_fixed_bonus_too()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("120.00");
        await story.Till.RecordAsync(member, sale);
        Assert.Equal(100 + 120 + 50, await story.Operator.PointsAsync(member));

        await RefundAsync(sale, "r1", "30.00");

        Assert.Equal(100 + 90, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "91")]
    public async Task A_refund_after_the_points_were_spent_leaves_a_debt_that_the_next_sale_repays()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("50.00");
        await story.Till.RecordAsync(member, sale);
        await story.Operator.PostAsync($"/api/members/{member}/redemptions", """{"points":150,"capture":true}""");

        await RefundAsync(sale, "r1", "50.00");
        var balance = await story.Operator.BalanceAsync(member);
        Assert.Equal((-50, -50), (balance.GetProperty("points").GetInt64(), balance.GetProperty("available").GetInt64()));

        await story.Till.RecordAsync(member, new SaleBody("80.00"));
        var repaid = await story.Operator.BalanceAsync(member);
        Assert.Equal(30, repaid.GetProperty("points").GetInt64());
        Assert.Equal(30, repaid.GetProperty("expiring")[0].GetProperty("points").GetInt64());
    }

    [Fact]
    [Trait("Fault", "16")]
    public async Task A_refund_and_a_void_before_their_sales_wait_for_them()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var (refunded, voided) = (new SaleBody("40.00"), new SaleBody("70.00"));
        var refund = (await RefundAsync(refunded, "early", "10.00")).Expect(202).Json.GetProperty("id").GetString()!;
        var undo = (await story.Till.PostAsync("/api/voids", ReceiptOf(voided))).Expect(202).Json.GetProperty("id").GetString()!;

        await story.Till.RecordAsync(member, refunded);
        await story.Till.RecordAsync(member, voided);

        await story.Operator.DeliveryAsync(refund, "processed");
        await story.Operator.DeliveryAsync(undo, "processed");
        Assert.Equal([-70L, -10, 40, 70, 100], (await Audit.IntactAsync(story.Hub, member)).Select(Audit.Points).Order());
    }

    [Fact]
    public async Task The_same_refund_under_another_key_counts_once_and_another_currency_is_refused()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("40.00");
        await story.Till.RecordAsync(member, sale);

        await RefundAsync(sale, "r1", "10.00");
        var again = (await RefundAsync(sale, "r1", "10.00")).Expect(200);
        var foreign = await RefundAsync(sale, "r2", "10.00", "USD");

        Assert.True(again.Json.GetProperty("duplicate").GetBoolean());
        Assert.Equal("invalid", foreign.Problem);
        Assert.Equal(130, await story.Operator.PointsAsync(member));
    }

    [Fact]
    [Trait("Fault", "80")]
    public async Task Another_partners_receipt_cannot_be_refunded()
    {
        var member = await story.Operator.EnrolAsync(new MemberBody());
        var sale = new SaleBody("40.00");
        await story.Till.RecordAsync(member, sale);

        // The operator's client acts for itself, not for acme: to it the receipt does not exist.
        (await story.Operator.PostAsync("/api/refunds", RefundOf(sale, "r1", "40.00", "EUR"))).Expect(202);

        Assert.Equal(140, await story.Operator.PointsAsync(member));
    }

    private Task<Reply> RefundAsync(SaleBody sale, string refundId, string total, string currency = "EUR") =>
        story.Till.PostAsync("/api/refunds", RefundOf(sale, refundId, total, currency));

    private static string RefundOf(SaleBody sale, string refundId, string total, string currency) => $$"""
        {"storeId":"{{sale.StoreId}}","receiptId":"{{sale.ReceiptId}}","refundId":"{{refundId}}","currency":"{{currency}}","total":"{{total}}"}
        """;

    private static string ReceiptOf(SaleBody sale) => $$"""{"storeId":"{{sale.StoreId}}","receiptId":"{{sale.ReceiptId}}"}""";
}
