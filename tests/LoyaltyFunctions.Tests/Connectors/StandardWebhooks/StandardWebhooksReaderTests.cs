using Loyalty;
using Loyalty.Members;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Connectors.StandardWebhooks;

public sealed class StandardWebhooksReaderTests
{
    private static readonly StandardWebhooksConnector Connector = new();
    private static readonly Partner Acme = Deliveries.Partner(StandardWebhooksConnector.Name, Deliveries.HubSecret);

    [Fact]
    public void Reads_a_purchase_with_lines_tenders_and_member()
    {
        var sale = Assert.IsType<PurchaseCompleted>(Sample("purchase.completed"));
        Assert.Equal(Deliveries.Instant("2026-11-02T09:30:00+01:00"), sale.OccurredAt);
        Assert.Equal(new ReceiptKey("acme", "berlin-1", "R-1001", new DateOnly(2026, 11, 2)), sale.Purchase.Receipt);
        Assert.Equal("2", sale.Purchase.RegisterId);
        Assert.Equal(Eur(4250), sale.Purchase.Total);
        Assert.Equal(5, sale.Purchase.Lines.Count);
        Assert.Equal(new PurchaseLine("APPLES", "fruit", 1_254, Eur(313)), sale.Purchase.Lines[2]);
        Assert.Equal(new PurchaseLine("COUPON", "discount", 1_000, Eur(-200)), sale.Purchase.Lines[4]);
        Assert.Equal([new Tender("card", Eur(4250))], sale.Purchase.Tenders);
        Assert.Equal(("card", "603500012345"), (sale.Member!.Type, sale.Member.Value));
    }

    [Fact]
    public void Reads_a_refund_with_lines()
    {
        var refund = Assert.IsType<PurchaseRefunded>(Sample("purchase.refunded")).Refund;
        Assert.Equal(new ReceiptKey("acme", "berlin-1", "R-1001", new DateOnly(2026, 11, 2)), refund.Receipt);
        Assert.Equal(("F-17", Eur(600)), (refund.RefundId, refund.Total));
        Assert.Equal([new PurchaseLine("MUG", "kitchen", 1_000, Eur(600))], refund.Lines);
    }

    [Fact]
    public void Reads_a_void() =>
        Assert.Equal("R-1002", Assert.IsType<PurchaseVoided>(Sample("purchase.voided")).Receipt.ReceiptId);

    [Fact]
    public void Reads_an_enrolment_whose_email_and_phone_are_identities_too()
    {
        var enrolment = Assert.IsType<MemberEnrolled>(Sample("member.enrolled")).Enrolment;
        Assert.Equal(["card", "email", "phone"], enrolment.Identities.Select(identity => identity.Type));
        Assert.Equal(("Ada", "ada@example.com", new DateOnly(1990, 12, 10)), (enrolment.Profile.GivenName, enrolment.Profile.Email, enrolment.Profile.BirthDate));
        Assert.Equal(new Consents(Email: true, Sms: false), enrolment.Profile.Consents);
    }

    [Fact]
    public void Reads_a_check_in()
    {
        var visit = Assert.IsType<CheckedIn>(Sample("checkin"));
        Assert.Equal(("berlin-1", 52.5208, 13.4094, "phone-1"), (visit.StoreId, visit.Latitude, visit.Longitude, visit.DeviceId));
        Assert.Equal("603500012345", visit.Member.Value);
    }

    [Fact]
    public void Reads_a_customer_update_as_a_merge_patch()
    {
        var update = Assert.IsType<CustomerUpdated>(Sample("customer.updated"));
        Assert.Equal("603500012345", update.Customer.Value);
        Assert.Equal(new Change<string>(true, "Example-King"), update.Patch.FamilyName);
        Assert.Equal(new Change<string>(true, null), update.Patch.HomeStoreId);
        Assert.Equal(new Change<string>(false, null), update.Patch.GivenName);
        Assert.Equal(new Change<bool?>(true, true), update.Patch.PushConsent);
        Assert.False(update.Patch.EmailConsent.Given);
    }

    [Theory]
    [InlineData("""{"type":"geofence.left","occurredAt":"2026-11-02T09:00:00Z","data":{}}""", "geofence.left")]
    [InlineData("""{"type":"loyalty.moonphase.changed"}""", "loyalty.moonphase.changed")]
    [Trait("Fault", "65")]
    public void Takes_in_and_drops_a_type_that_it_does_not_know(string body, string type)
    {
        var dropped = Assert.IsType<NotHandled>(Assert.Single(Connector.Parse(Deliveries.Hub(body), Acme).Events));
        Assert.Equal((type, Deliveries.Now), (dropped.Type, dropped.OccurredAt));
    }

    [Fact]
    [Trait("Fault", "65")]
    public void Ignores_fields_that_it_does_not_know() =>
        Assert.IsType<PurchaseVoided>(Parse("""
            {"type":"purchase.voided","occurredAt":"2026-11-02T09:00:00Z","version":9,
             "data":{"storeId":"s","receiptId":"r","points":1000000,"tier":"gold"}}
            """));

    [Fact]
    public void Names_every_fault_with_its_pointer_in_one_answer()
    {
        var parsed = Connector.Parse(Deliveries.Hub("""
            {"type":"purchase.completed","occurredAt":"2026-11-02T09:00:00","data":{"storeId":"s","currency":"EUR","total":42.5,
             "member":{"type":"card"},"lines":[{"sku":"a","quantity":1,"amount":"1.00"},{"sku":"","quantity":"1.2345","amount":"1.001"}],"tenders":[{"amount":1}]}}
            """), Acme);
        Assert.False(parsed.Malformed);
        Assert.Empty(parsed.Events);
        Assert.Equal(
            ["/occurredAt", "/data/member/value", "/data/receiptId", "/data/total", "/data/lines/1/sku", "/data/lines/1/quantity", "/data/lines/1/amount",
             "/data/tenders/0/type", "/data/tenders/0/amount"],
            parsed.Faults.Select(fault => fault.Pointer));
    }

    [Fact]
    [Trait("Fault", "86")]
    public void Says_that_amounts_disagree_under_that_name()
    {
        var fault = Assert.Single(Connector.Parse(Deliveries.Hub("""
            {"type":"purchase.completed","occurredAt":"2026-11-02T09:00:00Z",
             "data":{"storeId":"s","receiptId":"r","currency":"EUR","total":"2.00","lines":[{"sku":"a","quantity":1,"amount":"1.00"}]}}
            """), Acme).Faults);
        Assert.Equal(("/data/lines", "amounts-disagree"), (fault.Pointer, fault.Problem));
    }

    [Theory]
    [InlineData("""{"occurredAt":"2026-11-02T09:00:00Z","data":{}}""", "/type")]
    [InlineData("""{"type":"purchase.voided","data":{"storeId":"s","receiptId":"r"}}""", "/occurredAt")]
    [InlineData("""{"type":"purchase.voided","occurredAt":"2026-11-02T09:00:00Z"}""", "/data")]
    [InlineData("""{"type":"purchase.voided","occurredAt":"2026-11-02T09:00:00Z","data":[]}""", "/data")]
    public void Wants_the_whole_envelope(string body, string field) =>
        Assert.Equal(field, Assert.Single(Connector.Parse(Deliveries.Hub(body), Acme).Faults).Pointer);

    [Fact]
    public void Knows_a_delivery_by_its_id_and_one_without_a_usable_id_by_its_body()
    {
        Assert.Equal("msg_1", Connector.DeliveryId(Deliveries.Hub("{}", "msg_1")));
        Assert.Equal("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", Connector.DeliveryId(Deliveries.Request("{}")));
    }

    private static InboundEvent Sample(string name) =>
        Assert.Single(Connector.Parse(Deliveries.Sample(StandardWebhooksConnector.Name, name), Acme).Events);

    private static InboundEvent Parse(string body) => Assert.Single(Connector.Parse(Deliveries.Hub(body), Acme).Events);

    private static Money Eur(long cents) => new(cents, Currency.Get("EUR"));

    [Theory]
    [InlineData("geofence.entered", Crossing.Entered)]
    [InlineData("geofence.dwelled", Crossing.Dwelled)]
    [InlineData("geofence.exited", Crossing.Exited)]
    public void Reads_geofences(string type, Crossing crossing)
    {
        var read = Assert.IsType<GeofenceCrossed>(Sample(type));
        Assert.Equal((crossing, "berlin-1-400m", "berlin-1"), (read.Crossing, read.GeofenceId, read.StoreId));
    }

    [Theory]
    [InlineData("engagement.sent", Engagement.Sent)]
    [InlineData("engagement.opened", Engagement.Opened)]
    [InlineData("engagement.clicked", Engagement.Clicked)]
    [InlineData("engagement.converted", Engagement.Converted)]
    [InlineData("engagement.unsubscribed", Engagement.Unsubscribed)]
    public void Reads_engagement(string type, Engagement engagement)
    {
        var read = Assert.IsType<Engaged>(Sample(type));
        Assert.Equal((engagement, "email", "autumn-coffee"), (read.Engagement, read.Channel, read.CampaignId));
        var withdrawal = read.ToWithdrawal().Patch;
        Assert.Equal((true, false), (withdrawal.EmailConsent.Given, withdrawal.EmailConsent.Value));
        Assert.False(withdrawal.SmsConsent.Given || withdrawal.PushConsent.Given || withdrawal.ProfilingConsent.Given);
    }

    [Fact]
    public void Reads_items_prices_and_cash_receipts()
    {
        var items = Assert.IsType<ItemsUpdated>(Sample("item.updated")).Items;
        Assert.Equal([("beans-500", "coffee", false), ("cigarettes", "tobacco", true)], items.Select(item => (item.Sku, item.Category!, item.LoyaltyExcluded!.Value)));
        Assert.Equal("11.95", Assert.IsType<ItemsUpdated>(Sample("pricelist.updated")).Items[0].Price!.Value.Format());
        var paid = Assert.IsType<CashReceiptPosted>(Sample("cashreceipt.posted"));
        Assert.Equal(("CR-RUN0001", "42.50", "card"), (paid.CashReceiptId, paid.Amount.Format(), paid.Customer.Type));
    }

    [Theory]
    [InlineData("engagement.clicked", "\"email\",\n    \"url\"", "\"fax\",\n    \"url\"", "/data/channel")]
    [InlineData("geofence.entered", "13.4094", "181", "/data/longitude")]
    [InlineData("item.updated", "\"12.45\"", "12.45", "/data/items/0/price")]
    [InlineData("cashreceipt.posted", "\"EUR\"", "\"XXX\"", "/data/currency")]
    [InlineData("pricelist.updated", "\"items\"", "\"articles\"", "/data/items")]
    public void Names_what_is_wrong_with_them(string sample, string from, string to, string field)
    {
        var body = Deliveries.Text("StandardWebhooks", sample);
        Assert.Contains(from, body, StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(Connector.Parse(Deliveries.Hub(body.Replace(from, to)), Acme).Faults).Pointer);
    }
}
