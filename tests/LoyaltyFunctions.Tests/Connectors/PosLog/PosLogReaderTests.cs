using System.Text;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.PosLog;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.PosLog;

public sealed class PosLogReaderTests
{
    private static readonly PosLogConnector Connector = new();
    private static readonly ReceiptKey Receipt = new("acme", "berlin-7", "3-RUN0001A", new DateOnly(2026, 11, 3));

    [Fact]
    [Trait("Fault", "95")]
    public void Reads_the_sale_the_training_and_the_return_of_one_document()
    {
        var events = Parse().Events;
        Assert.Equal([typeof(PurchaseCompleted), typeof(NotHandled), typeof(PurchaseRefunded)], events.Select(read => read.GetType()));
        var sale = (PurchaseCompleted)events[0];
        Assert.Equal((Receipt, "24.90"), (sale.Purchase.Receipt, sale.Purchase.Total.Format()));
        Assert.Equal(("beans-500", "coffee", 2_000), (sale.Purchase.Lines[0].Sku, sale.Purchase.Lines[0].Category, sale.Purchase.Lines[0].QuantityThousandths));
        Assert.Equal("creditdebit", Assert.Single(sale.Purchase.Tenders).Type);
        Assert.Equal("603500027777", sale.Member!.Value);
        var refund = ((PurchaseRefunded)events[2]).Refund;
        Assert.Equal((Receipt, "2026-11-04/3-RUN0001C", "12.45"), (refund.Receipt, refund.RefundId, refund.Total.Format()));
    }

    [Fact]
    public void A_link_that_voids_takes_the_whole_sale_back() => Assert.Equal(Receipt, Assert.IsType<PurchaseVoided>(Parse(
        ("<RetailTransaction TransactionStatus=\"Finished\">\n      <LineItem>\n        <Return>",
        "<RetailTransaction><TransactionLink ReasonCode=\"Voided\"><RetailStoreID>berlin-7</RetailStoreID><WorkstationID>3</WorkstationID><SequenceNumber>RUN0001A</SequenceNumber><BusinessDayDate>2026-11-03</BusinessDayDate></TransactionLink><LineItem><Return>")).Events[2]).Receipt);

    [Theory]
    [InlineData("TransactionStatus=\"Finished\"", "TransactionStatus=\"Suspended\"")]
    [InlineData("TransactionStatus=\"Finished\"", "TransactionStatus=\"Voided\"")]
    [InlineData("CancelFlag=\"false\"", "CancelFlag=\"true\"")]
    [InlineData("TrainingModeFlag=\"false\"", "TrainingModeFlag=\"1\"")]
    [Trait("Fault", "95")]
    public void Unfinished_cancelled_and_training_transactions_sell_nothing(string from, string to) =>
        Assert.DoesNotContain(Parse((from, to)).Events, read => read is PurchaseCompleted);

    [Fact]
    public void A_sale_and_a_return_in_one_transaction_are_two_events()
    {
        var parsed = Parse(
            ("      <LineItem>\n        <SequenceNumber>4</SequenceNumber>", "      <LineItem><Return><ItemID>mug</ItemID><ExtendedAmount>-4.90</ExtendedAmount></Return></LineItem>\n      <LineItem>\n        <SequenceNumber>4</SequenceNumber>"),
            ("<Total TotalType=\"TransactionGrandAmount\">24.90", "<Total TotalType=\"TransactionGrandAmount\">20.00"));
        Assert.Empty(parsed.Faults);
        Assert.Equal("24.90", Assert.IsType<PurchaseCompleted>(parsed.Events[0]).Purchase.Total.Format());
        Assert.Equal("POSLog return that names no sale", Assert.IsType<NotHandled>(parsed.Events[1]).Type);
    }

    [Fact]
    public void Lines_without_tax_fit_the_net_amount_and_leave_the_tenders_out()
    {
        var parsed = Parse(("<Total TotalType=\"TransactionGrandAmount\">24.90</Total>", "<Total TotalType=\"TransactionGrandAmount\">29.63</Total><Total TotalType=\"TransactionNetAmount\">24.90</Total>"));
        var sale = Assert.IsType<PurchaseCompleted>(parsed.Events[0]);
        Assert.Equal(("24.90", 0), (sale.Purchase.Total.Format(), sale.Purchase.Tenders.Count));
    }

    [Theory]
    [InlineData("<Total TotalType=\"TransactionGrandAmount\">24.90</Total>", "<Total TotalType=\"TransactionGrandAmount\">249.00</Total>", "add up")]
    [InlineData("<ExtendedAmount>24.90", "<ExtendedAmount>24.901", "amount")]
    [InlineData("<ExtendedAmount>24.90", "<ExtendedAmount>1e9", "amount")]
    [InlineData("<CurrencyCode>EUR", "<CurrencyCode>HRK", "CurrencyCode")]
    [InlineData("<SequenceNumber>RUN0001A</SequenceNumber>\n    <BusinessDayDate>", "<BusinessDayDate>", "SequenceNumber")]
    [InlineData("<BusinessDayDate>2026-11-03", "<BusinessDayDate>03.11.2026", "date")]
    [InlineData("<EndDateTime>2026-11-03T11:20:31+01:00", "<EndDateTime>noon", "instant")]
    [Trait("Fault", "86")]
    public void Refuses_the_document_and_says_where(string from, string to, string detail)
    {
        var parsed = Parse((from, to));
        Assert.False(parsed.Malformed);
        Assert.Empty(parsed.Events);
        Assert.All(parsed.Faults, fault => Assert.StartsWith("/Transaction/", fault.Pointer, StringComparison.Ordinal));
        Assert.Contains(parsed.Faults, fault => fault.Detail.Contains(detail, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\">&c;</POSLog>")]
    [InlineData("<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\">&f;</POSLog>")]
    [InlineData("<!DOCTYPE POSLog SYSTEM \"http://127.0.0.1:9/x.dtd\"><POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\"/>")]
    [InlineData("<POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\">&undefined;</POSLog>")]
    [InlineData("<POSLog xmlns=\"urn:another\"/>")]
    [InlineData("<POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\"/><POSLog/>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"nothing\"?><POSLog/>")]
    [Trait("Fault", "63")]
    public void Reads_no_document_type_no_entity_and_nothing_from_elsewhere(string body) =>
        Assert.True(Connector.Parse(Deliveries.Request(body), DemoPartners.Of("PosLog")).Malformed);

    [Fact]
    [Trait("Fault", "63")]
    public void Refuses_depth_and_numbers_of_nodes_and_transactions()
    {
        const string Open = "<POSLog xmlns=\"http://www.nrf-arts.org/IXRetail/namespace/\">";
        var deep = Open + string.Concat(Enumerable.Repeat("<a>", 40)) + string.Concat(Enumerable.Repeat("</a>", 40)) + "</POSLog>";
        var wide = Open + string.Concat(Enumerable.Repeat("<a/>", 100_001)) + "</POSLog>";
        var many = Open + string.Concat(Enumerable.Repeat("<Transaction/>", 1_001)) + "</POSLog>";
        Assert.True(Read(deep).Malformed);
        Assert.True(Read(wide).Malformed);
        Assert.NotEmpty(Read(many).Faults);
        Assert.NotEmpty(Read(Open + "</POSLog>").Faults);
    }

    [Fact]
    public void Reads_UTF_16_with_its_mark() =>
        Assert.Equal(3, Connector.Parse(Deliveries.Request([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text().Replace("utf-8", "utf-16"))]), DemoPartners.Of("PosLog")).Events.Count);

    private static ParsedDelivery Parse(params (string From, string To)[] changes)
    {
        Assert.All(changes, change => Assert.Contains(change.From, Text(), StringComparison.Ordinal));
        return Read(changes.Aggregate(Text(), (text, change) => text.Replace(change.From, change.To)));
    }

    private static ParsedDelivery Read(string body) => Connector.Parse(Deliveries.Request(body), DemoPartners.Of("PosLog"));

    private static string Text() => Deliveries.Text("PosLog", "transactions");
}
