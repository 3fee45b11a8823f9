using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Connectors.Square;

public sealed class SquareReaderTests
{
    private static readonly SquareConnector Connector = new();
    private static readonly Partner Shop = Deliveries.Partner(SquareConnector.Name, "key");
    private static readonly ReceiptKey Receipt = new("acme", "LSAMPLE01", "hYy9pRFVxpDsO1FB05SunFWSAMPLE", null);

    [Fact]
    public void Tells_the_fingerprint_of_the_card_where_Square_does()
    {
        Assert.Empty(Assert.IsType<PurchaseCompleted>(Sample("payment.updated")).Cards);
        Assert.Equal(["sq-1-fp"], Assert.IsType<PurchaseCompleted>(Payment("\"last_4\"", "\"fingerprint\": \"sq-1-fp\", \"last_4\"")).Cards);
    }

    [Fact]
    public void Reads_a_completed_payment_without_its_tip()
    {
        var sale = Assert.IsType<PurchaseCompleted>(Sample("payment.updated"));
        Assert.Equal(Deliveries.Instant("2026-11-02T14:05:00.513Z"), sale.OccurredAt);
        Assert.Equal((Receipt, Eur(1850)), (sale.Purchase.Receipt, sale.Purchase.Total));
        Assert.Equal([new Tender("card", Eur(1850))], sale.Purchase.Tenders);
        Assert.Equal(("square-customer", "JDKYSAMPLECUSTOMER01"), (sale.Member!.Type, sale.Member.Value));
        Assert.Null(sale.Purchase.Check());
    }

    [Fact]
    public void Reads_a_refund_of_the_same_receipt()
    {
        var refund = Assert.IsType<PurchaseRefunded>(Sample("refund.updated")).Refund;
        Assert.Equal((Receipt, "hYy9pRFVxpDsO1FB05SunFWSAMPLE_KlWP8ImR", Eur(500)), (refund.Receipt, refund.RefundId, refund.Total));
    }

    [Fact]
    public void Reads_a_new_customer_under_id_email_and_phone()
    {
        var enrolment = Assert.IsType<MemberEnrolled>(Sample("customer.created")).Enrolment;
        Assert.Equal(["square-customer", "email", "phone"], enrolment.Identities.Select(identity => identity.Type));
        Assert.Equal(("Grace", new DateOnly(1985, 7, 9)), (enrolment.Profile.GivenName, enrolment.Profile.BirthDate));
    }

    [Fact]
    public void A_deleted_customer_is_taken_out()
    {
        var body = Deliveries.Text("Square", "customer.created").Replace("customer.created", "customer.deleted");
        Assert.Equal("square-customer", Assert.IsType<CustomerRemoved>(Parse(body)).Customer.Type);
    }

    [Fact]
    public void Leaves_out_of_a_customer_what_is_not_usable_and_changes_only_what_is_known()
    {
        var body = Deliveries.Text("Square", "customer.created")
            .Replace("customer.created", "customer.updated").Replace("+1-555-0100", "555-0100").Replace("1985-07-09", "0000-07-09").Replace("Grace", "\\t");
        var update = Assert.IsType<CustomerUpdated>(Parse(body));
        Assert.Equal("JDKYSAMPLECUSTOMER01", update.Customer.Value);
        Assert.False(update.Patch.Phone.Given || update.Patch.BirthDate.Given || update.Patch.GivenName.Given || update.Patch.EmailConsent.Given);
        Assert.Equal(new Change<string>(true, "Sample"), update.Patch.FamilyName);
    }

    [Theory]
    [InlineData("\"card_brand\": \"VISA\"", "\"card_brand\": \"SQUARE_GIFT_CARD\"", "giftcard")]
    [InlineData("\"card_details\"", "\"external_details\": {\"type\": \"OTHER_GIFT_CARD\"}, \"card_details\"", "giftcard")]
    [InlineData("\"source_type\": \"CARD\"", "\"source_type\": \"CASH\"", "cash")]
    [Trait("Fault", "94")]
    public void Tells_a_payment_by_gift_card_which_earns_nothing(string from, string to, string tender) =>
        Assert.Equal(tender, Assert.Single(Assert.IsType<PurchaseCompleted>(Payment(from, to)).Purchase.Tenders).Type);

    [Theory]
    [InlineData("\"status\": \"COMPLETED\"", "\"status\": \"APPROVED\"", "payment.updated APPROVED")]
    [InlineData("payment.updated", "payment.moved", "payment.moved")]
    [Trait("Fault", "65")]
    public void Takes_in_and_drops_other_states_and_types(string from, string to, string type) =>
        Assert.Equal(type, Assert.IsType<NotHandled>(Payment(from, to)).Type);

    [Fact]
    public void Takes_in_and_drops_a_refund_without_a_payment() =>
        Assert.IsType<NotHandled>(Parse(Deliveries.Text("Square", "refund.updated").Replace("\"payment_id\"", "\"no_payment_id\"")));

    [Fact]
    public void Keeps_a_sale_without_a_customer() =>
        Assert.Null(Assert.IsType<PurchaseCompleted>(Payment("customer_id", "no_customer_id")).Member);

    [Theory]
    [InlineData("\"amount\": 1850", "\"amount\": -1850", "/data/object/payment/amount_money/amount")]
    [InlineData("\"amount\": 1850", "\"amount\": 18.5", "/data/object/payment/amount_money/amount")]
    [InlineData("\"amount\": 1850", "\"amount\": 9223372036854775808", "/data/object/payment/amount_money/amount")]
    [InlineData("\"amount\": 1850", "\"amount\": \"1850\"", "/data/object/payment/amount_money/amount")]
    [InlineData("\"amount\": 1850,\n          \"currency\": \"EUR\"", "\"amount\": 1850,\n          \"currency\": \"HRK\"", "/data/object/payment/amount_money/currency")]
    [InlineData("\"location_id\"", "\"no_location_id\"", "/data/object/payment/location_id")]
    [InlineData("2026-11-02T14:05:00.513Z", "2026-11-02T14:05:00.513", "/data/object/payment/created_at")]
    [Trait("Fault", "86")]
    public void Names_what_is_wrong_with_a_payment(string from, string to, string field)
    {
        var body = Deliveries.Text("Square", "payment.updated");
        Assert.Contains(from, body, StringComparison.Ordinal);
        Assert.Equal(field, Assert.Single(Connector.Parse(Deliveries.Request(body.Replace(from, to)), Shop).Faults).Pointer);
    }

    [Fact]
    [Trait("Fault", "89")]
    public void Reads_minor_units_of_a_currency_without_decimals() =>
        Assert.Equal("1850", Assert.IsType<PurchaseCompleted>(Payment("\"EUR\"", "\"JPY\"")).Purchase.Total.Format());

    [Fact]
    public void Knows_a_delivery_by_its_event_id_and_one_without_by_its_body()
    {
        Assert.Equal("5b9f0e5a-0002-4c1e-9d3a-7a3f5d1c0002", Connector.DeliveryId(Deliveries.Sample("Square", "payment.updated")));
        Assert.StartsWith("sha256:", Connector.DeliveryId(Deliveries.Request("""{"event_id":7}""")), StringComparison.Ordinal);
        Assert.StartsWith("sha256:", Connector.DeliveryId(Deliveries.Request("not json")), StringComparison.Ordinal);
    }

    private static InboundEvent Sample(string name) => Parse(Deliveries.Text("Square", name));

    private static InboundEvent Payment(string from, string to) => Parse(Deliveries.Text("Square", "payment.updated").Replace(from, to));

    private static InboundEvent Parse(string body) => Assert.Single(Connector.Parse(Deliveries.Request(body), Shop).Events);

    private static Money Eur(long cents) => new(cents, Currency.Get("EUR"));
}
