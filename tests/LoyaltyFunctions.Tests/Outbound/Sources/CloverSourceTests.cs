using Loyalty;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Clover names what to ask for.</summary>
public sealed class CloverSourceTests : AskedSystem
{
    [Fact]
    public async Task A_paid_order_of_Clover_is_a_sale_with_its_refunds()
    {
        There.Says(200, """
            {"id":"ORD1","currency":"USD","total":1250,"paymentState":"PARTIALLY_REFUNDED","createdTime":1793714700000,
             "lineItems":{"elements":[{"id":"L1","itemCode":"BEANS","price":1000},{"id":"L2","price":250}]},
             "customers":{"elements":[{"id":"CUST1"}]},"refunds":{"elements":[{"id":"REF1","amount":250,"createdTime":1793714800000}]}}
            """);
        var events = await FetchAsync("Clover", new ResourceChanged(Stage.Now, "O of MERCH1", "ORD1", "UPDATE"));

        Assert.Equal("GET /v3/merchants/MERCH1/orders/ORD1?expand=lineItems,payments,customers,refunds", Path());
        var sale = Assert.IsType<PurchaseCompleted>(events[0]);
        Assert.Equal(("there", "MERCH1", "ORD1"), (sale.Purchase.Receipt.Partner, sale.Purchase.Receipt.StoreId, sale.Purchase.Receipt.ReceiptId));
        Assert.Equal((new Money(1250, Currency.Get("USD")), "clover-customer", "CUST1"), (sale.Purchase.Total, sale.Member!.Type, sale.Member.Value));
        Assert.Equal(["BEANS", "L2"], sale.Purchase.Lines.Select(line => line.Sku));
        Assert.Equal("REF1", Assert.IsType<PurchaseRefunded>(events[1]).Refund.RefundId);
    }

    [Theory]
    [InlineData("""{"id":"ORD1","currency":"USD","total":1250,"paymentState":"OPEN"}""")]
    [InlineData("""{"id":"ORD1","currency":"USD","total":1250,"paymentState":"PAID","testMode":true}""")]
    public async Task An_order_that_is_not_paid_or_a_test_is_no_sale(string order)
    {
        There.Says(200, order);

        Assert.Empty(await FetchAsync("Clover", new ResourceChanged(Stage.Now, "O of MERCH1", "ORD1", "CREATE")));
    }

    [Fact]
    public async Task An_order_that_is_gone_is_a_void()
    {
        There.Says(404);

        var gone = await FetchAsync("Clover", new ResourceChanged(Stage.Now, "O of MERCH1", "ORD1", "DELETE"));

        Assert.Equal("ORD1", Assert.IsType<PurchaseVoided>(Assert.Single(gone)).Receipt.ReceiptId);
    }

    [Fact]
    public async Task Customers_and_items_of_Clover_are_read()
    {
        There.Says(200, """{"id":"C1","firstName":"Ada","emailAddresses":{"elements":[{"emailAddress":"ada@example.com"}]},"phoneNumbers":{"elements":[{"phoneNumber":"+4930123456"}]}}""");
        var customer = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Clover", new ResourceChanged(Stage.Now, "C of MERCH1", "C1", "UPDATE"))));
        Assert.Equal(("Ada", "ada@example.com", "+4930123456"), (customer.Patch.GivenName.Value, customer.Patch.Email.Value, customer.Patch.Phone.Value));

        There.Says(200, """{"id":"I1","code":"BEANS","price":1000,"cost":600,"categories":{"elements":[{"name":"coffee"}]}}""");
        var items = Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("Clover", new ResourceChanged(Stage.Now, "I of MERCH1", "I1", "UPDATE"))));
        Assert.Equal(("BEANS", "coffee", 4_000), (items.Items[0].Sku, items.Items[0].Category, items.Items[0].MarginRate));
    }
}
