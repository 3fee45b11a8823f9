using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Odoo;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Odoo;

public sealed class OdooTests
{
    private static readonly OdooConnector Connector = new();

    [Fact]
    public void Reads_a_customer_and_takes_false_for_nothing()
    {
        var read = Assert.IsType<CustomerUpdated>(Assert.Single(Parse("res.partner").Events));
        Assert.Equal(("odoo-partner", "7012", "ada@example.com"), (read.Customer.Type, read.Customer.Value, read.AlsoKnownAs!.Value));
        Assert.False(read.Patch.Phone.Given || read.Patch.FamilyName.Given);
        Assert.Equal(Deliveries.Instant("2026-11-04T13:30:00Z"), read.OccurredAt);
    }

    [Fact]
    public void Is_undated_where_the_rule_does_not_select_the_time() =>
        Assert.Equal(InboundEvent.Undated, Assert.Single(Parse("res.partner", ("\"write_date\"", "\"create_date\"")).Events).OccurredAt);

    [Fact]
    public void Reads_an_article()
    {
        var item = Assert.Single(Assert.IsType<ItemsUpdated>(Assert.Single(Parse("product.product").Events)).Items);
        Assert.Equal(("beans-500", "coffee", "12.45"), (item.Sku, item.Category, item.Price!.Value.Format()));
    }

    [Theory]
    [InlineData("\"partner_id\": 7012", "\"partner_id\": 7012")]
    [InlineData("\"partner_id\": 7012", "\"partner_id\": [7012, \"Ada\"]")]
    public void Reads_a_payment(string from, string to)
    {
        var paid = Assert.IsType<CashReceiptPosted>(Assert.Single(Parse("account.payment", (from, to)).Events));
        Assert.Equal(("PBNK1/RUN0001", "INV/2026/00042", "42.50", "7012"), (paid.CashReceiptId, paid.InvoiceId, paid.Amount.Format(), paid.Customer.Value));
    }

    [Theory]
    [InlineData("INV/2026/00042", 42_50L)]
    [InlineData("INV/2026/00042 (order 7)", 42_50L)]
    public void A_credit_note_is_a_refund_of_the_invoice_that_it_reverses(string reversed, long minor)
    {
        var memo = Assert.IsType<CreditMemoPosted>(Assert.Single(Move(reversed, "posted", "42.5").Events)).Refund;
        Assert.Equal((ReceiptKey.OfInvoice("acme", "INV/2026/00042").Hash, "RINV/2026/00001", minor), (memo.Receipt.Hash, memo.RefundId, memo.Total.Minor));
    }

    [Theory]
    [InlineData("draft", "42.5")]
    [InlineData("posted", "0")]
    public void A_credit_note_that_is_not_posted_or_of_nothing_is_recorded(string state, string amount) =>
        Assert.IsType<NotHandled>(Assert.Single(Move("INV/2026/00042", state, amount).Events));

    [Fact]
    public void What_is_archived_is_taken_out()
    {
        var partner = Assert.IsType<CustomerRemoved>(Assert.Single(Parse("res.partner", ("\"_id\"", "\"active\": false, \"_id\"")).Events));
        Assert.Equal(("odoo-partner", "7012"), (partner.Customer.Type, partner.Customer.Value));
        Assert.Equal("beans-500", Assert.IsType<ItemRemoved>(Assert.Single(Parse("product.product", ("\"_id\"", "\"active\": false, \"_id\"")).Events)).Sku);
        Assert.IsType<CustomerUpdated>(Assert.Single(Parse("res.partner", ("\"_id\"", "\"active\": true, \"_id\"")).Events));
    }

    [Theory]
    [InlineData("account.payment", "\"paid\"", "\"draft\"")]
    [InlineData("product.product", "\"beans-500\"", "false")]
    [InlineData("res.partner", "\"res.partner\"", "\"res.users\"")]
    public void Takes_in_and_drops_the_rest(string sample, string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse(sample, (from, to)).Events));

    [Theory]
    [InlineData("res.partner", "\"_model\"", "\"model\"", "/_model")]
    [InlineData("res.partner", "7012", "-7012", "/_id")]
    [InlineData("product.product", "12.45", "12.455", "/list_price")]
    [InlineData("account.payment", "42.5,", "\"much\",", "/amount")]
    [InlineData("account.payment", "\"partner_id\": 7012", "\"partner_id\": false", "/partner_id")]
    public void Names_what_is_wrong(string sample, string from, string to, string field) =>
        Assert.Equal(field, Assert.Single(Parse(sample, (from, to)).Faults).Pointer);

    [Fact]
    public void Is_answered_as_Odoo_demands()
    {
        var reply = ((IConnector)Connector).Accepted!;
        Assert.Equal((200, """{"status":"ok"}"""), (reply.Status, reply.Body));
    }

    private static ParsedDelivery Move(string reversed, string state, string amount) => Connector.Parse(
        Deliveries.Request($$"""{"_model":"account.move","_id":5,"move_type":"out_refund","state":"{{state}}","name":"RINV/2026/00001","amount_total":{{amount}},"currency_id":[1,"EUR"],"reversed_entry_id":[4,"{{reversed}}"]}"""),
        DemoPartners.Of("Odoo"));

    private static ParsedDelivery Parse(string sample, params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Odoo", sample), (text, change) => text.Replace(change.From, change.To))), DemoPartners.Of("Odoo"));
}
