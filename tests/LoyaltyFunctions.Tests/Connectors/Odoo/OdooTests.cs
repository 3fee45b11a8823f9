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

    private static ParsedDelivery Parse(string sample, params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Odoo", sample), (text, change) => text.Replace(change.From, change.To))), DemoPartners.Of("Odoo"));
}
