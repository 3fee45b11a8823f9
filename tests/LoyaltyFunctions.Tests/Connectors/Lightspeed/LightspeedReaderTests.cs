using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Lightspeed;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Lightspeed;

public sealed class LightspeedReaderTests
{
    private static readonly LightspeedConnector Connector = new();
    private static readonly ReceiptKey Receipt = new("acme", "retailer", "RUN0001-3f1d", null);

    [Fact]
    public void Reads_a_closed_sale_with_tax_lines_and_payments()
    {
        var sale = Assert.IsType<PurchaseCompleted>(Parse("sale.update"));
        Assert.Equal((Receipt, "29.75", "reg-berlin-1"), (sale.Purchase.Receipt, sale.Purchase.Total.Format(), sale.Purchase.RegisterId));
        Assert.Equal(["23.80", "5.95"], sale.Purchase.Lines.Select(line => line.Amount.Format()));
        Assert.Equal("credit card", Assert.Single(sale.Purchase.Tenders).Type);
        Assert.Equal("ls-hedy-01", sale.Member!.Value);
    }

    [Fact]
    public void Reads_a_return_of_that_sale()
    {
        var refund = Assert.IsType<PurchaseRefunded>(Parse("sale.return")).Refund;
        Assert.Equal((Receipt, "RUN0001-77aa", "5.95"), (refund.Receipt, refund.RefundId, refund.Total.Format()));
    }

    [Fact]
    public void Keeps_the_total_when_the_lines_do_not_add_up() =>
        Assert.Empty(Assert.IsType<PurchaseCompleted>(Parse("sale.update", ("20.0", "19.0"))).Purchase.Lines);

    [Fact]
    [Trait("Fault", "94")]
    public void A_payment_by_gift_card_is_one() => Assert.Equal(
        "giftcard",
        Assert.Single(Assert.IsType<PurchaseCompleted>(Parse("sale.update", ("Credit%20Card", "Gift%20Card"))).Purchase.Tenders).Type);

    [Fact]
    public void A_voided_sale_is_a_void() => Assert.Equal(Receipt, Assert.IsType<PurchaseVoided>(Parse("sale.update", ("CLOSED", "VOIDED"))).Receipt);

    [Theory]
    [InlineData("sale.update", "CLOSED", "SAVED")]
    [InlineData("sale.update", "type=sale.update", "type=product.update")]
    [InlineData("sale.return", "CLOSED", "VOIDED")]
    [InlineData("sale.return", "return_for", "no_return_for")]
    [Trait("Fault", "65")]
    public void Takes_in_and_drops_what_is_no_finished_sale(string sample, string from, string to) => Assert.IsType<NotHandled>(Parse(sample, (from, to)));

    [Theory]
    [InlineData("payload=", "no_payload=", true)]
    [InlineData("payload=%7B", "payload=%7B%7B", true)]
    [InlineData("payload=%7B", "payload=%", true)]
    [InlineData("&type=", "&payload=1&type=", true)]
    [InlineData("25.0", "%22x%22", false)]
    [InlineData("25.0", "1e400", false)]
    [InlineData("2026-11-03T10", "2026-13-03T10", false)]
    [Trait("Fault", "61")]
    public void Refuses_what_it_cannot_read(string from, string to, bool malformed)
    {
        var parsed = Connector.Parse(Request("sale.update", (from, to)), DemoPartners.Of("Lightspeed"));
        Assert.Equal(malformed, parsed.Malformed);
        Assert.NotEmpty(parsed.Faults);
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_another_algorithm()
    {
        var signed = Deliveries.Sample("Lightspeed", "sale.update");
        var header = signed.Header(LightspeedSignature.Header).Replace("HMAC-SHA256", "HMAC-SHA1");
        Assert.False(Connector.Verify(Deliveries.Request(signed.Body.ToArray(), (LightspeedSignature.Header, header)), DemoPartners.Of("Lightspeed"), Deliveries.Now));
    }

    [Fact]
    [Trait("Fault", "116")]
    public void Needs_a_currency() => Assert.Equal("Currency", Assert.Single(Connector.Check(new Partner
    {
        Id = "a",
        Kind = "pos",
        Format = "Lightspeed",
        Secrets = ["x"],
    })).Setting);

    private static InboundEvent Parse(string sample, params (string From, string To)[] changes) =>
        Assert.Single(Connector.Parse(Request(sample, changes), DemoPartners.Of("Lightspeed")).Events);

    private static WebhookRequest Request(string sample, params (string From, string To)[] changes)
    {
        var body = Deliveries.Text("Lightspeed", sample);
        Assert.All(changes, change => Assert.Contains(change.From, body, StringComparison.Ordinal));
        return Deliveries.Request(changes.Aggregate(body, (text, change) => text.Replace(change.From, change.To)));
    }
}
