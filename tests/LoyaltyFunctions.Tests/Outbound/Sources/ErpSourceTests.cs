using System.Net;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Tests.Outbound.Http;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Business Central and SAP name what to ask for.</summary>
public sealed class ErpSourceTests : AskedSystem
{
    [Fact]
    public async Task A_customer_an_item_and_a_paid_invoice_of_Business_Central_are_read()
    {
        There.Says(200, """{"number":"C0001","email":"ada@example.com","phoneNumber":"+4930123456","lastModifiedDateTime":"2026-03-01T10:00:00Z"}""");
        var customer = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("BusinessCentral", Central("customers", "26814998-936a"))));
        Assert.Equal("GET /customers(26814998-936a)", Path());
        Assert.Equal(("businesscentral-customer", "C0001", "email"), (customer.Customer.Type, customer.Customer.Value, customer.AlsoKnownAs!.Type));

        There.Says(200, """{"number":"BEANS","itemCategoryCode":"coffee","unitPrice":10.0,"unitCost":7.5}""");
        var item = Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("BusinessCentral", Central("items", "1")))).Items[0];
        Assert.Equal(("BEANS", "coffee", 2_500), (item.Sku, item.Category, item.MarginRate));

        There.Says(200, """{"number":"INV-1","customerNumber":"C0001","invoiceDate":"2026-03-01","totalAmountIncludingTax":42.5,"currencyCode":"EUR","status":"Paid"}""");
        var paid = Assert.IsType<CashReceiptPosted>(Assert.Single(await FetchAsync("BusinessCentral", Central("salesInvoices", "1"))));
        Assert.Equal(("INV-1", 4_250L, new DateOnly(2026, 3, 1)), (paid.InvoiceId, paid.Amount.Minor, paid.PostedOn));

        There.Says(200, """{"number":"INV-2","customerNumber":"C0001","totalAmountIncludingTax":42.5,"status":"Open"}""");
        Assert.Empty(await FetchAsync("BusinessCentral", Central("salesInvoices", "2")));
    }

    [Theory]
    [InlineData("Open", "INV-1", 20.5, true)]
    [InlineData("Paid", "INV-1", 20.5, true)]
    [InlineData("Corrective", "INV-1", 20.5, true)]
    [InlineData("Draft", "INV-1", 20.5, false)]
    [InlineData("In Review", "INV-1", 20.5, false)]
    [InlineData("Canceled", "INV-1", 20.5, false)]
    [InlineData("Open", "", 20.5, false)]
    [InlineData("Open", "INV-1", 0, false)]
    public async Task A_credit_memo_of_an_invoice_is_a_refund_of_it(string status, string invoice, double amount, bool credits)
    {
        There.Says(200, FormattableString.Invariant($$"""{"number":"CM-1","invoiceNumber":"{{invoice}}","totalAmountIncludingTax":{{amount}},"currencyCode":"EUR","status":"{{status}}"}"""));

        var events = await FetchAsync("BusinessCentral", Central("salesCreditMemos", "1"));

        Assert.Equal("GET /salesCreditMemos(1)", Path());
        Assert.Equal(credits ? 1 : 0, events.Count);
        if (credits)
        {
            var refund = Assert.IsType<CreditMemoPosted>(events[0]).Refund;
            Assert.Equal((ReceiptKey.OfInvoice("there", "INV-1").Hash, "CM-1", 2_050L), (refund.Receipt.Hash, refund.RefundId, refund.Total.Minor));
        }
    }

    [Fact]
    public void Deleted_invoices_and_payments_are_recorded_only()
    {
        var source = SourceCatalogue.Of("BusinessCentral")!;

        Assert.All(["salesInvoices", "salesCreditMemos", "customerPaymentJournals"], resource => Assert.False(source.Knows(Central(resource, "1") with { Change = "deleted" })));
        Assert.True(source.Knows(Central("customers", "1") with { Change = "deleted" }));
    }

    [Fact]
    public async Task Payments_of_a_journal_are_read_and_are_positive()
    {
        There.Says(200, """{"value":[{"id":"p1","customerNumber":"C0001","postingDate":"2026-03-01","amount":-42.5,"appliesToInvoiceNumber":"INV-1"},{"id":"p2"}]}""");

        var paid = Assert.IsType<CashReceiptPosted>(Assert.Single(await FetchAsync("BusinessCentral", Central("customerPaymentJournals", "j1"))));

        Assert.Equal("GET /customerPaymentJournals(j1)/customerPayments", Path());
        Assert.Equal(("p1", "INV-1", 4_250L), (paid.CashReceiptId, paid.InvoiceId, paid.Amount.Minor));
    }

    [Fact]
    public async Task A_collection_is_read_page_by_page_from_where_its_notice_says()
    {
        There.Says(200, "{\"value\":[" + string.Join(',', Enumerable.Range(0, 200).Select(i => $"{{\"number\":\"S{i}\"}}")) + "]}");
        var changed = Central("items", "-") with { Change = "collection", Since = new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero) };
        var (events, outcome) = await Fetcher("BusinessCentral").FetchAsync(changed, Origin, default);

        Assert.Equal("GET /items?$filter=lastModifiedDateTime gt 2026-03-01T00:00:00.000Z&$orderby=lastModifiedDateTime,id&$top=200&$skip=0", Path());
        Assert.Equal(200, events.Count);
        var next = Assert.Single(outcome.Released);
        Assert.Contains("\"outbox\"", next, StringComparison.Ordinal);

        There.Says(200, """{"value":[]}""");
        (events, outcome) = await Fetcher("BusinessCentral").FetchAsync(changed with { Page = 1 }, Origin, default);
        Assert.EndsWith("$skip=200", Path(), StringComparison.Ordinal);
        Assert.Empty(events);
        Assert.Empty(outcome.Released);
    }

    [Fact]
    public async Task A_business_partner_and_a_product_of_SAP_are_read()
    {
        There.Says(200, """
            {"d":{"BusinessPartner":"9980","FirstName":"Ada","to_BusinessPartnerAddress":{"results":[{
              "to_EmailAddress":{"results":[{"EmailAddress":"ada@example.com"}]},"to_MobilePhoneNumber":{"results":[{"InternationalPhoneNumber":"+4930123456"}]}}]}}}
            """);
        var found = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Sap", new ResourceChanged(Stage.Now, "BusinessPartner", "99'80", "Changed"))));
        Assert.StartsWith("GET /sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner('99''80')?$expand=", Path(), StringComparison.Ordinal);
        Assert.Equal(("Ada", "ada@example.com", "+4930123456"), (found.Patch.GivenName.Value, found.Patch.Email.Value, found.Patch.Phone.Value));

        There.Says(200, """{"d":{"Product":"BEANS","ProductGroup":"coffee"}}""");
        Assert.Equal("coffee", Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("Sap", new ResourceChanged(Stage.Now, "Product", "BEANS", "Changed")))).Items[0].Category);
    }

    [Fact]
    [Trait("Fault", "120")]
    public async Task Subscriptions_that_end_soon_are_renewed_and_missing_ones_made()
    {
        const string subscriptions = """
            {"value":[
              {"subscriptionId":"a'b","notificationUrl":"https://hub.example.com/here","resource":"/companies(1)/customers","expirationDateTime":"2026-03-03T10:00:00Z"},
              {"subscriptionId":"fresh","notificationUrl":"https://hub.example.com/here","resource":"/companies(1)/items","expirationDateTime":"2026-03-05T10:00:00Z"},
              {"subscriptionId":"foreign","notificationUrl":"https://other.example.com/","resource":"/companies(1)/salesInvoices","expirationDateTime":"2026-03-02T12:00:00Z"}]}
            """;
        There.Answer = (call, http) => Vendor.AnswerAsync(http, 200, call.Method == "GET" ? subscriptions : "{}");
        var book = Book("BusinessCentral", "/api/companies(1)");

        await new Subscriptions(book, Clients(), new AccessTokens(Clients(), Stage.World.Clock), Stage.World.Clock, NullLogger<Subscriptions>.Instance).RenewAsync(default);

        Assert.Equal(
            ["GET /api/subscriptions", "PATCH /api/subscriptions('a'b')", "POST /api/subscriptions", "POST /api/subscriptions", "POST /api/subscriptions"],
            There.Calls.Select(call => $"{call.Method} {WebUtility.UrlDecode(call.Path)}"));
        Assert.Contains("\"clientState\":\"state\"", There.Calls[1].Body, StringComparison.Ordinal);
        Assert.Equal("*", There.Calls[1].Headers["If-Match"]);
        Assert.Equal(["customerPaymentJournals", "salesInvoices", "salesCreditMemos"], There.Calls.Skip(2).Select(call => call.Body.Split("companies(1)/")[1].Split('"')[0]));

        There.Says(503);
        await new Subscriptions(book, Clients(), new AccessTokens(Clients(), Stage.World.Clock), Stage.World.Clock, NullLogger<Subscriptions>.Instance).RenewAsync(default);
        Assert.Equal(6, There.Calls.Count);
    }
}
