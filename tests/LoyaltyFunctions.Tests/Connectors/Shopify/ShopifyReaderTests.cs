using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Connectors.Shopify;

public sealed class ShopifyReaderTests
{
    private static readonly ShopifyConnector Connector = new();
    private static readonly Partner Shop = Deliveries.Partner(ShopifyConnector.Name, "secret");

    // 2^53 + 1: a double would make ...992 of it, and with that another order.
    private static readonly ReceiptKey Receipt = new("acme", "shop", "9007199254740993", null);

    [Fact]
    public void Reads_a_paid_order_as_the_sum_of_its_discounted_lines()
    {
        var sale = Assert.IsType<PurchaseCompleted>(Sample("orders.paid"));
        Assert.Equal((Receipt, Eur(5110), "online"), (sale.Purchase.Receipt, sale.Purchase.Total, sale.Purchase.Channel));
        Assert.Equal(
            [new PurchaseLine("BEANS-500", null, 2_000, Eur(2610)), new PurchaseLine("variant:808950811", "giftcard", 1_000, Eur(2500))],
            sale.Purchase.Lines);
        Assert.Equal(("shopify-customer", "9007199254740995"), (sale.Member!.Type, sale.Member.Value));
        Assert.Equal(Deliveries.Instant("2026-11-02T10:15:00+01:00"), sale.OccurredAt);
    }

    [Fact]
    public void Reads_a_refund_of_the_same_receipt_by_its_goods()
    {
        var refund = Assert.IsType<PurchaseRefunded>(Sample("refunds.create")).Refund;
        Assert.Equal((Receipt, "9007199254741021", Eur(1305)), (refund.Receipt, refund.RefundId, refund.Total));
        Assert.Equal([new PurchaseLine("BEANS-500", null, 1_000, Eur(1305))], refund.Lines);
    }

    [Fact]
    public void Reads_a_refund_without_goods_by_its_amount_and_leaves_shipping_out()
    {
        const string Body = """
            {"id":1,"order_id":2,"created_at":"2026-11-05T09:00:00+01:00","refund_line_items":[],"order_adjustments":[
              {"kind":"refund_discrepancy","amount":"-10.00","amount_set":{"shop_money":{"amount":"-10.00","currency_code":"EUR"}}},
              {"kind":"shipping_refund","amount":"-4.90","amount_set":{"shop_money":{"amount":"-4.90","currency_code":"EUR"}}}]}
            """;
        var refund = Assert.IsType<PurchaseRefunded>(Parse("refunds/create", Body)).Refund;
        Assert.Equal((Eur(1000), 0), (refund.Total, refund.Lines.Count));
        Assert.IsType<NotHandled>(Parse("refunds/create", Body.Replace("refund_discrepancy", "shipping_refund")));
    }

    [Fact]
    public void Reads_a_cancelled_order_and_only_when_the_body_says_so()
    {
        var voided = Assert.IsType<PurchaseVoided>(Sample("orders.cancelled"));
        Assert.Equal(("shop", "9007199254741011"), (voided.Receipt.StoreId, voided.Receipt.ReceiptId));
        var paid = Request("orders/cancelled", Deliveries.Text("Shopify", "orders.paid"));
        Assert.Equal("/cancelled_at", Assert.Single(Connector.Parse(paid, Shop).Faults).Pointer);
    }

    [Fact]
    public void Reads_customers_with_their_consents()
    {
        var enrolment = Assert.IsType<MemberEnrolled>(Sample("customers.create")).Enrolment;
        Assert.Equal(["shopify-customer", "email", "phone"], enrolment.Identities.Select(identity => identity.Type));
        Assert.Equal((true, null), (enrolment.Profile.Consents!.Email, enrolment.Profile.Consents.Sms));
        var update = Assert.IsType<CustomerUpdated>(Sample("customers.update"));
        Assert.Equal(new Change<bool?>(true, false), update.Patch.EmailConsent);
        Assert.False(update.Patch.SmsConsent.Given);
        Assert.Equal("Sample-Jones", update.Patch.FamilyName.Value);
    }

    [Fact]
    public void Knows_a_guest_by_email()
    {
        var body = Deliveries.Text("Shopify", "orders.paid").Replace("\"customer\":", "\"was_customer\":");
        var sale = Assert.IsType<PurchaseCompleted>(Parse("orders/paid", body));
        Assert.Equal(("email", "katherine@example.com"), (sale.Member!.Type, sale.Member.Value));
    }

    [Fact]
    [Trait("Fault", "95")]
    public void Takes_in_and_drops_test_orders_and_test_deliveries()
    {
        const string Real = "\"test\": false,\n  \"total_d";
        Assert.IsType<NotHandled>(Parse("orders/paid", Deliveries.Text("Shopify", "orders.paid").Replace(Real, Real.Replace("false", "true"))));
        var delivery = Deliveries.Request(
            Deliveries.Text("Shopify", "refunds.create"), ("X-Shopify-Topic", "refunds/create"), ("X-Shopify-Test", "true"));
        Assert.IsType<NotHandled>(Assert.Single(Connector.Parse(delivery, Shop).Events));
    }

    [Theory]
    [InlineData("customers/data_request")]
    [InlineData("orders/updated")]
    [Trait("Fault", "65")]
    public void Takes_in_and_drops_other_topics_dated_by_their_header(string topic)
    {
        var dropped = Assert.IsType<NotHandled>(Parse(topic, "{}"));
        Assert.Equal((topic, Deliveries.Instant("2026-11-02T09:00:00.9787335Z")), (dropped.Type, dropped.OccurredAt));
    }

    [Theory]
    [InlineData("\"amount\": \"2.90\",\n          \"amount_set\"", "\"amount\": \"29.01\",\n          \"amount_set\"", "/line_items/0/discount_allocations")]
    [InlineData("\"price\": \"14.50\"", "\"price\": \"14.505\"", "/line_items/0/price")]
    [InlineData("\"price\": \"14.50\"", "\"price\": 1e3", "/line_items/0/price")]
    [InlineData("\"price\": \"14.50\"", "\"price\": \"99999999999999.00\"", "/line_items/0/price")]
    [InlineData("\"quantity\": 2", "\"quantity\": -2", "/line_items/0/quantity")]
    [InlineData("\"currency\": \"EUR\",\n  \"current_total", "\"currency\": \"HRK\",\n  \"current_total", "/currency")]
    [InlineData("\"id\": 9007199254740993", "\"id\": 9.007199254740993e15", "/id")]
    [InlineData("\"line_items\"", "\"no_line_items\"", "/line_items")]
    [Trait("Fault", "86")]
    public void Names_what_is_wrong_with_an_order(string from, string to, string field)
    {
        var body = Deliveries.Text("Shopify", "orders.paid");
        Assert.Contains(from, body, StringComparison.Ordinal);
        var parsed = Connector.Parse(Request("orders/paid", body.Replace(from, to)), Shop);
        Assert.Equal(field, parsed.Faults[0].Pointer);
        Assert.Empty(parsed.Events);
    }

    [Fact]
    public void Reads_an_amount_that_is_a_json_number_from_its_text()
    {
        var body = Deliveries.Text("Shopify", "orders.paid").Replace("\"price\": \"14.50\"", "\"price\": 14.5");
        Assert.Equal(Eur(5110), Assert.IsType<PurchaseCompleted>(Parse("orders/paid", body)).Purchase.Total);
    }

    [Fact]
    public void Refuses_a_delivery_without_a_topic() =>
        Assert.Contains("X-Shopify-Topic", Assert.Single(Connector.Parse(Deliveries.Request("{}"), Shop).Faults).Detail, StringComparison.Ordinal);

    [Fact]
    public void Knows_a_delivery_by_topic_and_event_else_webhook_else_body()
    {
        var topic = ("X-Shopify-Topic", "orders/paid");
        Assert.Equal("orders/paid:e-1", Connector.DeliveryId(Deliveries.Request("{}", topic, ("X-Shopify-Event-Id", "e-1"), ("X-Shopify-Webhook-Id", "w-1"))));
        Assert.Equal("orders/paid:w-1", Connector.DeliveryId(Deliveries.Request("{}", topic, ("X-Shopify-Webhook-Id", "w-1"))));
        Assert.Equal("customers/update:e-1", Connector.DeliveryId(Deliveries.Request("{}", ("X-Shopify-Topic", "customers/update"), ("X-Shopify-Event-Id", "e-1"))));
        Assert.StartsWith("sha256:", Connector.DeliveryId(Deliveries.Request("{}", topic)), StringComparison.Ordinal);
        Assert.StartsWith("sha256:", Connector.DeliveryId(Deliveries.Request("{}", topic, ("X-Shopify-Event-Id", new string('e', 256)))), StringComparison.Ordinal);
    }

    private static InboundEvent Sample(string name) => Assert.Single(Connector.Parse(Deliveries.Sample("Shopify", name), Shop).Events);

    private static InboundEvent Parse(string topic, string body) => Assert.Single(Connector.Parse(Request(topic, body), Shop).Events);

    private static WebhookRequest Request(string topic, string body) =>
        Deliveries.Request(body, ("X-Shopify-Topic", topic), ("X-Shopify-Triggered-At", "2026-11-02T09:00:00.978733500Z"));

    private static Money Eur(long cents) => new(cents, Currency.Get("EUR"));
}
