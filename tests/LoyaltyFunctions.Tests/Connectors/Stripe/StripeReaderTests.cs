using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Stripe;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Stripe;

public sealed class StripeReaderTests
{
    private static readonly ReceiptKey Receipt = new("acme", "stripe", "pi_RUN0001", null);

    [Fact]
    public void Reads_a_payment_without_its_tip()
    {
        var sale = Assert.IsType<PurchaseCompleted>(Parse("payment_intent.succeeded"));
        Assert.Equal((Receipt, Eur(2400)), (sale.Purchase.Receipt, sale.Purchase.Total));
        Assert.Equal(("stripe-customer", "cus_SampleDorothy01"), (sale.Member!.Type, sale.Member.Value));
        Assert.Equal(Deliveries.Instant("2026-11-03T14:05:00Z"), sale.OccurredAt);
    }

    [Fact]
    public void Reads_what_more_was_given_back_than_before()
    {
        var refund = Assert.IsType<PurchaseRefunded>(Parse("charge.refunded")).Refund;
        Assert.Equal((Receipt, "ch_RUN0001:9.00", Eur(900)), (refund.Receipt, refund.RefundId, refund.Total));
        var second = Assert.IsType<PurchaseRefunded>(Parse("charge.refunded", ("\"amount_refunded\": 900", "\"amount_refunded\": 2600"), ("\"amount_refunded\": 0", "\"amount_refunded\": 900"))).Refund;
        Assert.Equal(("ch_RUN0001:26.00", Eur(1700)), (second.RefundId, second.Total));
    }

    [Fact]
    public void Reads_a_guest_by_the_e_mail_of_the_receipt() => Assert.Equal(
        "email",
        Assert.IsType<PurchaseCompleted>(Parse("payment_intent.succeeded", ("\"cus_SampleDorothy01\"", "null"))).Member!.Type);

    [Fact]
    public void Reads_a_new_customer() => Assert.Equal(
        ["stripe-customer", "email", "phone"],
        Assert.IsType<MemberEnrolled>(Parse("customer.created")).Enrolment.Identities.Select(identity => identity.Type));

    [Fact]
    public void A_deleted_customer_is_taken_out() =>
        Assert.Equal("stripe-customer", Assert.IsType<CustomerRemoved>(Parse("customer.created", ("customer.created", "customer.deleted"))).Customer.Type);

    [Theory]
    [InlineData("\"livemode\": true,\n  \"type\"", "\"livemode\": false,\n  \"type\"", "payment_intent.succeeded test")]
    [InlineData("payment_intent.succeeded", "invoice.paid", "invoice.paid")]
    [Trait("Fault", "65")]
    [Trait("Fault", "95")]
    public void Takes_in_and_drops_test_mode_and_other_types(string from, string to, string type) =>
        Assert.Equal(type, Assert.IsType<NotHandled>(Parse("payment_intent.succeeded", (from, to))).Type);

    [Theory]
    [InlineData("isk", 2400, "24")]
    [InlineData("jpy", 2400, "2400")]
    [InlineData("mga", 2400, "2400.00")]
    [InlineData("kwd", 2400, "2.400")]
    [Trait("Fault", "89")]
    public void Reads_the_smallest_unit_as_Stripe_means_it(string currency, int amount, string total) => Assert.Equal(total, Assert.IsType<PurchaseCompleted>(
        Parse("payment_intent.succeeded", ("\"eur\"", $"\"{currency}\""), ("\"amount_received\": 2600", $"\"amount_received\": {amount}"), ("\"amount\": 200", "\"amount\": 0"))).Purchase.Total.Format());

    [Theory]
    [InlineData("\"amount_received\": 2600", "\"amount_received\": -1", "/data/object/amount_received")]
    [InlineData("\"amount_received\": 2600", "\"amount_received\": 26.5", "/data/object/amount_received")]
    [InlineData("\"amount_received\": 2600", "\"amount_received\": 100", "/data/object/amount_received")]
    [InlineData("\"eur\"", "\"hrk\"", "/data/object/currency")]
    [InlineData("\"created\": 1793714700", "\"created\": \"yesterday\"", "/created")]
    [Trait("Fault", "86")]
    public void Names_what_is_wrong_with_a_payment(string from, string to, string field)
    {
        var body = Deliveries.Text("Stripe", "payment_intent.succeeded");
        Assert.Contains(from, body, StringComparison.Ordinal);
        var parsed = new StripeConnector().Parse(Deliveries.Request(body.Replace(from, to)), DemoPartners.Of("Stripe"));
        Assert.Equal(field, Assert.Single(parsed.Faults).Pointer);
    }

    private static InboundEvent Parse(string sample, params (string From, string To)[] changes)
    {
        var body = changes.Aggregate(Deliveries.Text("Stripe", sample), (text, change) => text.Replace(change.From, change.To));
        return Assert.Single(new StripeConnector().Parse(Deliveries.Request(body), DemoPartners.Of("Stripe")).Events);
    }

    private static Money Eur(long cents) => new(cents, Currency.Get("EUR"));
}
