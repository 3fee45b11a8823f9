using System.Globalization;
using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class PurchaseReaderTests
{
    private const string Sale = """{"receiptId":"r","storeId":"s","currency":"EUR","total":"3.50"}""";

    [Fact]
    public void Reads_the_least_that_a_sale_can_be()
    {
        var purchase = Accept(Sale);
        Assert.Equal(new ReceiptKey("acme", "s", "r", null), purchase.Receipt);
        Assert.Equal(new Money(350, Currency.Get("EUR")), purchase.Total);
        Assert.Empty(purchase.Lines);
        Assert.Empty(purchase.Tenders);
    }

    [Fact]
    public void Takes_the_partner_from_the_caller_and_not_from_the_body() =>
        Assert.Equal("acme", Accept(With("\"partner\":\"rival\"")).Receipt.Partner);

    [Theory]
    [InlineData("EUR", "0.00", 0)]
    [InlineData("EUR", "-0.00", 0)]
    [InlineData("EUR", "42.5", 4250)]
    [InlineData("EUR", "42.500", 4250)]
    [InlineData("JPY", "42", 42)]
    [InlineData("KWD", "42.125", 42_125)]
    [InlineData("EUR", "10000000000000.00", 1_000_000_000_000_000)]
    [Trait("Fault", "89")]
    public void Reads_amounts_by_the_digits_of_their_currency(string currency, string total, long minor) =>
        Assert.Equal(minor, Accept(Sale.Replace("EUR", currency).Replace("3.50", total)).Total.Minor);

    [Theory]
    [InlineData("\"-3.50\"")]
    [InlineData("3.50")]
    [InlineData("\"3,50\"")]
    [InlineData("\"3.505\"")]
    [InlineData("\"1e2\"")]
    [InlineData("\"+3\"")]
    [InlineData("\" 3\"")]
    [InlineData("\"\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"10000000000000.01\"")]
    [InlineData("\"99999999999999999999999999999999999\"")]
    [InlineData("{}")]
    [InlineData("null")]
    [Trait("Fault", "86")]
    public void Refuses_an_amount_that_is_none(string total) => Assert.Equal("/total", Assert.Single(Refuse(Sale.Replace("\"3.50\"", total))).Pointer);

    [Fact]
    [Trait("Fault", "87")]
    public void Refuses_an_amount_of_a_megabyte_without_reading_it() =>
        Assert.Equal("/total", Assert.Single(Refuse(Sale.Replace("3.50", new string('9', 1_000_000)))).Pointer);

    [Theory]
    [InlineData("HRK")]
    [InlineData("eur")]
    [InlineData("XAU")]
    [InlineData("EURO")]
    [Trait("Fault", "89")]
    public void Refuses_a_currency_that_is_unknown_or_retired(string currency) =>
        Assert.Equal("/currency", Assert.Single(Refuse(Sale.Replace("EUR", currency))).Pointer);

    [Theory]
    [InlineData("1", 1_000)]
    [InlineData("\"2\"", 2_000)]
    [InlineData("1.254", 1_254)]
    [InlineData("\"0.001\"", 1)]
    [InlineData("-1", -1_000)]
    [InlineData("0", 0)]
    public void Reads_a_quantity_as_number_or_string(string quantity, long thousandths) =>
        Assert.Equal(thousandths, Accept(WithLine(quantity)).Lines.Single().QuantityThousandths);

    [Theory]
    [InlineData("1.2345")]
    [InlineData("1e1")]
    [InlineData("\"one\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("123456789012345678901234567890")]
    public void Refuses_a_quantity_that_is_none(string quantity) =>
        Assert.Equal("/lines/0/quantity", Assert.Single(Refuse(WithLine(quantity))).Pointer);

    [Theory]
    [InlineData("\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"3.49\"}]", "/lines")]
    [InlineData("\"lines\":[{\"sku\":\"a\",\"quantity\":1,\"amount\":\"3.50\"}],\"tenders\":[{\"type\":\"cash\",\"amount\":\"3.00\"}]", "/tenders")]
    [Trait("Fault", "86")]
    public void Says_that_amounts_disagree(string parts, string field)
    {
        var fault = Assert.Single(Refuse(With(parts)));
        Assert.Equal((field, "amounts-disagree"), (fault.Pointer, fault.Problem));
    }

    [Fact]
    public void Adds_negative_lines_and_takes_empty_lists_for_none()
    {
        Assert.Equal(2, Accept(With("""
            "lines":[{"sku":"a","quantity":1,"amount":"4.00"},{"sku":"coupon","quantity":1,"amount":"-0.50"}]
            """)).Lines.Count);
        Assert.Empty(Accept(With("\"lines\":[],\"tenders\":[]")).Lines);
    }

    [Theory]
    [InlineData("\"storeId\":\"s\"", "\"storeId\":\"\"", "/storeId")]
    [InlineData("\"storeId\":\"s\"", "\"storeId\":\" \"", "/storeId")]
    [InlineData("\"storeId\":\"s\"", "\"storeId\":7", "/storeId")]
    [InlineData("\"storeId\":\"s\"", "\"storeId\":null", "/storeId")]
    [InlineData("\"storeId\":\"s\"", "\"storeId\":\"a\\u0000b\"", "/storeId")]
    [InlineData("\"receiptId\":\"r\"", "\"receiptId\":\"a\\nb\"", "/receiptId")]
    [InlineData("\"receiptId\":\"r\"", "\"businessDate\":\"2026-02-30\",\"receiptId\":\"r\"", "/businessDate")]
    [InlineData("\"receiptId\":\"r\"", "\"businessDate\":\"20260228\",\"receiptId\":\"r\"", "/businessDate")]
    [InlineData("\"receiptId\":\"r\"", "\"lines\":{},\"receiptId\":\"r\"", "/lines")]
    [InlineData("\"receiptId\":\"r\"", "\"lines\":[7],\"receiptId\":\"r\"", "/lines/0")]
    [Trait("Fault", "68")]
    public void Names_the_field_that_is_wrong(string from, string to, string field) =>
        Assert.Equal(field, Assert.Single(Refuse(Sale.Replace(from, to))).Pointer);

    [Fact]
    [Trait("Fault", "68")]
    public void Takes_any_printable_id_up_to_128_characters_as_it_is()
    {
        const string Odd = "a/b\\\\c#d?e%f+g'h i";
        Assert.Equal("a/b\\c#d?e%f+g'h i", Accept(Sale.Replace("\"r\"", $"\"{Odd}\"")).Receipt.ReceiptId);
        Assert.Equal(128, Accept(Sale.Replace("\"r\"", $"\"{new string('r', 128)}\"")).Receipt.ReceiptId.Length);
        Assert.Equal("/receiptId", Assert.Single(Refuse(Sale.Replace("\"r\"", $"\"{new string('r', 129)}\""))).Pointer);
    }

    [Fact]
    [Trait("Fault", "63")]
    public void Takes_a_thousand_lines_and_not_one_more()
    {
        Assert.Equal(1_000, Accept(WithLines(1_000)).Lines.Count);
        Assert.Equal("/lines", Assert.Single(Refuse(WithLines(1_001))).Pointer);
    }

    [Fact]
    [Trait("Fault", "63")]
    public void Stops_naming_faults_after_a_hundred() =>
        Assert.Equal(100, Refuse(With("\"lines\":[" + string.Join(',', Enumerable.Repeat("{}", 1_000)) + "]")).Count);

    private static string WithLine(string quantity) => With($$"""
        "lines":[{"sku":"a","quantity":{{quantity}},"amount":"3.50"}]
        """);

    private static string WithLines(int count) => With("\"lines\":[" + string.Join(',', Enumerable.Range(1, count).Select(i =>
        $"{{\"sku\":\"a{i.ToString(CultureInfo.InvariantCulture)}\",\"quantity\":1,\"amount\":\"{(i == 1 ? "3.50" : "0.00")}\"}}")) + "]");

    private static string With(string fields) => $"{Sale[..^1]},{fields}}}";

    private static Purchase Accept(string json) => Read.From(json, data => PurchaseReader.Read(data, "acme")).Value!;

    private static IReadOnlyList<FieldFault> Refuse(string json) => Read.From(json, data => PurchaseReader.Read(data, "acme")).Faults;
}
