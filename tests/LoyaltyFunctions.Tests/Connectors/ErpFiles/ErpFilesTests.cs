using Loyalty.Members;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.ErpFiles;

public sealed class ErpFilesTests
{
    [Fact]
    public void Items_are_read_with_a_mark_before_them_and_columns_in_any_order()
    {
        var item = Assert.Single(Items("items-1.csv", "\uFEFFCategory;Colour;SKU;loyaltyexcluded;marginRate\r\ncoffee;red;BEANS;no;0.4255\r\n"));

        Assert.Equal(("BEANS", "coffee", false, 4_255), (item.Sku, item.Category, item.LoyaltyExcluded, item.MarginRate));
    }

    [Fact]
    public void An_empty_cell_says_nothing() => Assert.Equal(new Item("BEANS", null, null, null), Assert.Single(Items("items-1.csv", "sku,category,price,loyaltyExcluded\nBEANS,,,\n")));

    [Fact]
    public void Json_lines_say_the_same()
    {
        var item = Assert.Single(Items("items-1.jsonl", "{\"sku\":\"BEANS\",\"price\":12.9,\"currency\":\"EUR\",\"loyaltyExcluded\":true,\"colour\":null}\n\n"));

        Assert.Equal(("BEANS", 1290L, true), (item.Sku, item.Price!.Value.Minor, item.LoyaltyExcluded));
    }

    [Fact]
    public void A_customer_is_found_by_the_number_of_the_erp_or_else_by_the_address()
    {
        var read = Assert.IsType<CustomerUpdated>(Assert.Single(Parse("customers-1.csv", "customerId,email,smsConsent,updatedAt\nC-1,ada@example.com,no,2026-11-02T10:00:00Z\n").Events));

        Assert.Equal(("erp-customer", "C-1"), (read.Customer.Type, read.Customer.Value));
        Assert.Equal(VendorIdentity("ada@example.com"), read.AlsoKnownAs);
        Assert.Equal((true, false), (read.Patch.SmsConsent.Given, read.Patch.SmsConsent.Value));
        Assert.False(read.Patch.EmailConsent.Given);
        Assert.Equal(Deliveries.Instant("2026-11-02T10:00:00Z"), read.OccurredAt);
    }

    [Theory]
    [InlineData("items-1.csv", "sku,price\n,1.00\n", "/2/sku")]
    [InlineData("items-1.csv", "sku,price\nA,1.00\nB,1,00\n", "/3")]
    [InlineData("items-1.csv", "sku,price\nA,\"1,00\"\n", "/2/price")]
    [InlineData("items-1.csv", "sku,marginRate\nA,1.5\n", "/2/marginRate")]
    [InlineData("items-1.csv", "sku,loyaltyExcluded\nA,maybe\n", "/2/loyaltyExcluded")]
    [InlineData("pricelist-1.csv", "sku\nA\n", "/2/price")]
    [InlineData("cashreceipts-1.csv", "cashReceiptId,customerId,amount\nR,C,1.00\n", "/2/postedOn")]
    [InlineData("customers-1.csv", "customerId,email\nC,nobody\n", "/2/email")]
    [InlineData("customers-1.jsonl", "{\"customerId\":{\"id\":1}}\n", "/1")]
    [InlineData("items-1.csv", "sku\n", "")]
    public void A_bad_row_is_named_by_its_line(string name, string text, string where) => Assert.Equal(where, Parse(name, text).Faults[0].Pointer);

    [Theory]
    [InlineData("orders-1.csv")]
    [InlineData("items-1.xlsx")]
    [InlineData("items.csv")]
    [InlineData("")]
    public void Other_names_are_no_files_of_an_erp(string name) => Assert.True(Parse(name, "sku\nA\n").Malformed);

    [Theory]
    [InlineData("colour\nred\n")]
    [InlineData("sku,SKU\nA,B\n")]
    [InlineData("\"sku\n")]
    public void A_header_that_cannot_be_used_refuses_the_file(string text) => Assert.True(Parse("items-1.csv", text).Malformed);

    private static Identity VendorIdentity(string email) => Identity.TryCreate("email", email, out var identity, out _) ? identity : throw new ArgumentException(email);

    private static IEnumerable<Item> Items(string name, string text) => Parse(name, text).Events.Cast<ItemsUpdated>().SelectMany(read => read.Items);

    private static ParsedDelivery Parse(string name, string text) => new ErpFilesConnector().Parse(
        Deliveries.Request(text, (ErpFileName.Header, name)), DemoPartners.Of(ErpFilesConnector.Name));
}
