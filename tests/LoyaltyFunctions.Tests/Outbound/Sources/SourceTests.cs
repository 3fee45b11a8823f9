using System.Net;
using System.Text.Json;
using Loyalty;
using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Outbound.Http;
using LoyaltyFunctions.Outbound.Sources;
using LoyaltyFunctions.Storage;
using LoyaltyFunctions.Tests.Outbound.Http;
using LoyaltyFunctions.Tests.Proof;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Tests.Outbound.Sources;

/// <summary>Every system that is asked, over a real connection to a server that answers as the vendor does.</summary>
public sealed class SourceTests : IAsyncLifetime
{
    private const string Contact = "0f8fad5b-d9cb-469f-a165-70867728950e";

    private readonly Stage _stage = new();
    private Vendor? _vendor;
    private ServiceProvider? _clients;

    public static TheoryData<string> All => [.. SourceCatalogue.Formats];

    private Vendor There => _vendor!;

    public async Task InitializeAsync()
    {
        _vendor = await Vendor.StartAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["AllowedHosts:0"] = "127.0.0.1" }).Build();
        _clients = new ServiceCollection().Configure<LoyaltyFunctions.Hosting.Options.OutboundOptions>(settings).AddOutboundHttp().BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        _stage.End();
        await _clients!.DisposeAsync();
        await There.DisposeAsync();
    }

    [Fact]
    public async Task A_paid_order_of_Clover_is_a_sale_with_its_refunds()
    {
        There.Says(200, """
            {"id":"ORD1","currency":"USD","total":1250,"paymentState":"PARTIALLY_REFUNDED","createdTime":1793714700000,
             "lineItems":{"elements":[{"id":"L1","itemCode":"BEANS","price":1000},{"id":"L2","price":250}]},
             "customers":{"elements":[{"id":"CUST1"}]},"refunds":{"elements":[{"id":"REF1","amount":250,"createdTime":1793714800000}]}}
            """);
        var events = await FetchAsync("Clover", new ResourceChanged(_stage.Now, "O of MERCH1", "ORD1", "UPDATE"));

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

        Assert.Empty(await FetchAsync("Clover", new ResourceChanged(_stage.Now, "O of MERCH1", "ORD1", "CREATE")));
    }

    [Fact]
    public async Task An_order_that_is_gone_is_a_void()
    {
        There.Says(404);

        var gone = await FetchAsync("Clover", new ResourceChanged(_stage.Now, "O of MERCH1", "ORD1", "DELETE"));

        Assert.Equal("ORD1", Assert.IsType<PurchaseVoided>(Assert.Single(gone)).Receipt.ReceiptId);
    }

    [Fact]
    public async Task Customers_and_items_of_Clover_are_read()
    {
        There.Says(200, """{"id":"C1","firstName":"Ada","emailAddresses":{"elements":[{"emailAddress":"ada@example.com"}]},"phoneNumbers":{"elements":[{"phoneNumber":"+4930123456"}]}}""");
        var customer = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Clover", new ResourceChanged(_stage.Now, "C of MERCH1", "C1", "UPDATE"))));
        Assert.Equal(("Ada", "ada@example.com", "+4930123456"), (customer.Patch.GivenName.Value, customer.Patch.Email.Value, customer.Patch.Phone.Value));

        There.Says(200, """{"id":"I1","code":"BEANS","price":1000,"cost":600,"categories":{"elements":[{"name":"coffee"}]}}""");
        var items = Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("Clover", new ResourceChanged(_stage.Now, "I of MERCH1", "I1", "UPDATE"))));
        Assert.Equal(("BEANS", "coffee", 4_000), (items.Items[0].Sku, items.Items[0].Category, items.Items[0].MarginRate));
    }

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
    public async Task What_is_deleted_and_is_not_there_any_more_is_taken_out()
    {
        There.Says(404);

        Assert.Equal("businesscentral-record:c1", Removed(await FetchAsync("BusinessCentral", Central("customers", "c1") with { Change = "deleted" })));
        Assert.Equal("item : i1", Removed(await FetchAsync("BusinessCentral", Central("items", "i1") with { Change = "deleted" })));
        Assert.Equal("sap-businesspartner:9980", Removed(await FetchAsync("Sap", new ResourceChanged(_stage.Now, "BusinessPartner", "9980", "Deleted"))));
        Assert.Equal("item BEANS:", Removed(await FetchAsync("Sap", new ResourceChanged(_stage.Now, "Product", "BEANS", "Deleted"))));
        Assert.Equal("clover-customer:C1", Removed(await FetchAsync("Clover", new ResourceChanged(_stage.Now, "C of MERCH1", "C1", "DELETE"))));
        Assert.Equal("item : I1", Removed(await FetchAsync("Clover", new ResourceChanged(_stage.Now, "I of MERCH1", "I1", "DELETE"))));
    }

    [Theory]
    [InlineData("BusinessCentral", "customers", "updated")]
    [InlineData("BusinessCentral", "items", "updated")]
    [InlineData("Sap", "Product", "Changed")]
    [InlineData("Sap", "BusinessPartner", "Changed")]
    [InlineData("Clover", "C of MERCH1", "UPDATE")]
    [InlineData("Clover", "I of MERCH1", "UPDATE")]
    public async Task What_is_not_there_but_was_not_deleted_may_be_a_wrong_address_and_is_left_alone(string format, string resource, string change)
    {
        There.Says(404);

        Assert.Empty(await FetchAsync(format, new ResourceChanged(World.Start, resource, "1", change)));
    }

    [Fact]
    public async Task What_is_told_to_be_deleted_and_is_there_is_read()
    {
        There.Says(200, """{"id":"i1","number":"BEANS","itemCategoryCode":"coffee"}""");

        var item = Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("BusinessCentral", Central("items", "i1") with { Change = "deleted" }))).Items[0];

        Assert.Equal(("BEANS", "i1"), (item.Sku, item.Record));
    }

    [Fact]
    public void Deleted_invoices_and_payments_are_recorded_only()
    {
        var source = SourceCatalogue.Of("BusinessCentral")!;

        Assert.All(["salesInvoices", "salesCreditMemos", "customerPaymentJournals"], resource => Assert.False(source.Knows(Central(resource, "1") with { Change = "deleted" })));
        Assert.True(source.Knows(Central("customers", "1") with { Change = "deleted" }));
    }

    [Theory]
    [InlineData("""{"objectIdFieldName":"OBJECTID","objectIds":[7,8]}""", "stores/0/7|stores/0/8")]
    [InlineData("""{"objectIdFieldName":"OBJECTID","objectIds":null}""", "")]
    public async Task After_the_last_page_of_a_layer_its_ids_are_asked_for(string answer, string ids)
    {
        There.Says(200, """{"type":"FeatureCollection","features":[]}""");
        var (_, outcome) = await Fetcher("Esri").FetchAsync(Named("Esri"), Origin, default);
        var next = JsonElement.Parse(InboundMessage.Parse(Assert.Single(outcome.Released)).Body!).GetProperty("data");
        There.Says(200, answer);

        var named = new ResourceChanged(World.Start, next.GetProperty("resource").GetString()!, next.GetProperty("id").GetString()!, next.GetProperty("change").GetString()!);
        var listed = Assert.IsType<FencesListed>(Assert.Single(await FetchAsync("Esri", named)));

        Assert.Equal("GET /0/query?where=1=1&returnIdsOnly=true&f=json", Path());
        Assert.Equal(("stores/0/", _stage.Now, ids), (listed.Prefix, listed.OccurredAt, string.Join('|', listed.FenceIds.Order())));
    }

    [Fact]
    public async Task A_list_of_ids_that_is_none_removes_nothing()
    {
        There.Says(200, """{"objectIds":"all"}""");

        var (events, outcome) = await Fetcher("Esri").FetchAsync(Named("Esri") with { Change = "ids" }, Origin, default);

        Assert.Empty(events);
        Assert.Equal((DeliveryStatus.Parked, "cannot be read: the answer holds no ids"), (outcome.Status, outcome.Reason));
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
        var found = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Sap", new ResourceChanged(_stage.Now, "BusinessPartner", "99'80", "Changed"))));
        Assert.StartsWith("GET /sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner('99''80')?$expand=", Path(), StringComparison.Ordinal);
        Assert.Equal(("Ada", "ada@example.com", "+4930123456"), (found.Patch.GivenName.Value, found.Patch.Email.Value, found.Patch.Phone.Value));

        There.Says(200, """{"d":{"Product":"BEANS","ProductGroup":"coffee"}}""");
        Assert.Equal("coffee", Assert.IsType<ItemsUpdated>(Assert.Single(await FetchAsync("Sap", new ResourceChanged(_stage.Now, "Product", "BEANS", "Changed")))).Items[0].Category);
    }

    [Fact]
    public async Task A_layer_of_Esri_gives_fences_and_leaves_out_what_is_none()
    {
        There.Says(200, """
            {"type":"FeatureCollection","features":[
              {"type":"Feature","id":7,"geometry":{"type":"Polygon","coordinates":[[[13,52],[14,52],[14,53],[13,52]]]},"properties":{"store_id":"berlin-1"}},
              {"type":"Feature","id":8,"geometry":{"type":"Point","coordinates":[13.4,52.5]},"properties":{"radiusMetres":150}},
              {"type":"Feature","id":9,"geometry":{"type":"LineString","coordinates":[[13,52],[14,52]]},"properties":{}},
              {"type":"Feature","id":10,"geometry":null,"properties":{}}]}
            """);
        var fences = (await FetchAsync("Esri", new ResourceChanged(_stage.Now, "stores", "0", "edited"))).Cast<FenceSet>().ToList();

        Assert.Equal("GET /0/query?where=1=1&outFields=*&outSR=4326&f=geojson&resultOffset=0&resultRecordCount=200", Path());
        Assert.Equal([("stores/0/7", "berlin-1", null), ("stores/0/8", (string?)null, (double?)150)], fences.Select(fence => (fence.Fence.Id, fence.Fence.StoreId, fence.Fence.RadiusMetres)));
        Assert.Equal("Bearer token", There.Calls[^1].Headers["X-Esri-Authorization"]);
    }

    [Fact]
    public async Task A_new_contact_of_HubSpot_is_read()
    {
        There.Says(200, """{"id":"512","properties":{"firstname":"Ada","email":"ada@example.com","hs_email_optout":"true"}}""");

        var contact = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("HubSpot", new ResourceChanged(_stage.Now, "contact", "512", "creation"))));

        Assert.Equal(("hubspot-contact", "512", "Ada", false), (contact.Customer.Type, contact.Customer.Value, contact.Patch.GivenName.Value, contact.Patch.EmailConsent.Value));
    }

    [Fact]
    [Trait("Fault", "52")]
    public async Task A_contact_that_Dataverse_could_not_send_is_read()
    {
        There.Says(200, """{"firstname":"Ada","emailaddress1":"ada@example.com","mobilephone":"030 123","donotemail":false,"donotbulkemail":true,"modifiedon":"2026-03-01T10:00:00Z"}""");

        var contact = Assert.IsType<CustomerUpdated>(Assert.Single(await FetchAsync("Dataverse", Named("Dataverse"))));

        Assert.Equal($"GET /api/data/v9.2/contacts({Contact})?$select=firstname,lastname,emailaddress1,mobilephone,donotemail,donotbulkemail,modifiedon", Path());
        Assert.Equal(("dataverse-contact", Contact, "ada@example.com"), (contact.Customer.Type, contact.Customer.Value, contact.AlsoKnownAs!.Value));
        Assert.Equal((false, false, new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)), (contact.Patch.EmailConsent.Value, contact.Patch.Phone.Given, contact.OccurredAt));
        Assert.False(SourceCatalogue.Of("Dataverse")!.Knows(Named("Dataverse") with { Id = "1)/x" }));
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task What_fails_waits_and_longer_where_the_system_asks_for_time(string format)
    {
        foreach (var (status, body, type) in ((int, string, string)[])[(500, "{}", "application/json"), (401, "{}", "application/json"), (200, """{"error":{"code":"x"}}""", "application/json"), (200, "<html/>", "text/html"), (302, "", "text/html")])
        {
            There.Says(status, body, type);
            Assert.Equal(TimeSpan.FromMinutes(1), await WaitAsync(format));
        }

        There.Answer = (_, http) =>
        {
            http.Response.Headers.RetryAfter = "600";
            return Vendor.AnswerAsync(http, 429, "{}");
        };
        Assert.Equal(TimeSpan.FromMinutes(10), await WaitAsync(format));
        There.Answer = (_, http) =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        Assert.Equal(TimeSpan.FromMinutes(1), await WaitAsync(format));
        _stage.Pass(TimeSpan.FromHours(1));
        Assert.Equal(TimeSpan.FromHours(1), await WaitAsync(format));
        Assert.All(There.Calls, call => Assert.DoesNotContain("token", call.Path, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    [Trait("Fault", "57")]
    public async Task Silence_is_a_failure(string format)
    {
        There.Answer = (_, http) => Task.Delay(Timeout.Infinite, http.RequestAborted);
        var (events, outcome) = await Fetcher(format, TimeSpan.FromMilliseconds(500)).FetchAsync(Named(format), Origin, default);

        Assert.Empty(events);
        Assert.Equal((DeliveryStatus.Waiting, "the system did not answer within 15 seconds"), (outcome.Status, outcome.Reason));
    }

    [Fact]
    [Trait("Fault", "58")]
    public async Task An_address_that_may_not_be_called_is_not()
    {
        using var guarded = new ServiceCollection().AddOptions().AddOutboundHttp().BuildServiceProvider();
        var fetch = new FetchHandler(Book("HubSpot"), guarded.GetRequiredService<IHttpClientFactory>(), new AccessTokens(guarded.GetRequiredService<IHttpClientFactory>(), _stage.World.Clock), _stage.Process.Get<Outbox>(), _stage.World.Clock);

        var (_, outcome) = await fetch.FetchAsync(Named("HubSpot"), Origin, default);

        Assert.Equal(DeliveryStatus.Waiting, outcome.Status);
        Assert.StartsWith("the system may not be called", outcome.Reason, StringComparison.Ordinal);
        Assert.Empty(There.Calls);
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

        await new Subscriptions(book, Clients(), new AccessTokens(Clients(), _stage.World.Clock), _stage.World.Clock, NullLogger<Subscriptions>.Instance).RenewAsync(default);

        Assert.Equal(
            ["GET /api/subscriptions", "PATCH /api/subscriptions('a'b')", "POST /api/subscriptions", "POST /api/subscriptions", "POST /api/subscriptions"],
            There.Calls.Select(call => $"{call.Method} {WebUtility.UrlDecode(call.Path)}"));
        Assert.Contains("\"clientState\":\"state\"", There.Calls[1].Body, StringComparison.Ordinal);
        Assert.Equal("*", There.Calls[1].Headers["If-Match"]);
        Assert.Equal(["customerPaymentJournals", "salesInvoices", "salesCreditMemos"], There.Calls.Skip(2).Select(call => call.Body.Split("companies(1)/")[1].Split('"')[0]));

        There.Says(503);
        await new Subscriptions(book, Clients(), new AccessTokens(Clients(), _stage.World.Clock), _stage.World.Clock, NullLogger<Subscriptions>.Instance).RenewAsync(default);
        Assert.Equal(6, There.Calls.Count);
    }

    private EventOrigin Origin => new("d1", "there", World.Start, 0);

    private static string Removed(IReadOnlyList<InboundEvent> events) => Assert.Single(events) switch
    {
        CustomerRemoved gone => $"{gone.Customer.Type}:{gone.Customer.Value}",
        ItemRemoved gone => $"item {gone.Sku}:{(gone.Record is null ? "" : " " + gone.Record)}",
        var other => other.GetType().Name,
    };

    private static ResourceChanged Central(string resource, string id) => new(World.Start, resource, id, "updated");

    private static ResourceChanged Named(string format) => format switch
    {
        "Clover" => new(World.Start, "O of MERCH1", "ORD1", "UPDATE"),
        "BusinessCentral" => Central("customers", "1"),
        "Sap" => new(World.Start, "Product", "BEANS", "Changed"),
        "Esri" => new(World.Start, "stores", "0", "edited"),
        "Dataverse" => new(World.Start, "contact", Contact, "too large to be sent"),
        _ => new(World.Start, "contact", "512", "creation"),
    };

    private async Task<IReadOnlyList<InboundEvent>> FetchAsync(string format, ResourceChanged named)
    {
        var (events, outcome) = await Fetcher(format).FetchAsync(named, Origin, default);
        Assert.Equal(DeliveryStatus.Processed, outcome.Status);
        return events;
    }

    private async Task<TimeSpan> WaitAsync(string format)
    {
        var (events, outcome) = await Fetcher(format).FetchAsync(Named(format), Origin, default);
        Assert.Empty(events);
        Assert.Equal(DeliveryStatus.Waiting, outcome.Status);
        return outcome.WaitsFor!.Due!.Value - _stage.Now;
    }

    private string Path() => $"{There.Calls[^1].Method} {WebUtility.UrlDecode(There.Calls[^1].Path)}";

    private FetchHandler Fetcher(string format, TimeSpan? patience = null) => new(Book(format), Clients(patience), new AccessTokens(Clients(patience), _stage.World.Clock), _stage.Process.Get<Outbox>(), _stage.World.Clock);

    private Patient Clients(TimeSpan? patience = null) => new(_clients!.GetRequiredService<IHttpClientFactory>(), patience ?? TimeSpan.FromMinutes(1));

    private PartnerBook Book(string format, string path = "") => new(
        Options.Create(new Dictionary<string, PartnerOptions>
        {
            ["there"] = new PartnerOptions { Kind = "erp", Format = format, Secrets = { "state" }, ApiBase = There.Url + path, ApiToken = "token", PublicUrl = "https://hub.example.com/here", Currency = "EUR" },
        }),
        Options.Create(new LoyaltyFunctions.Hosting.Options.EventGridOptions()));

    /// <summary>The hub's own client, that waits as long as a test wants.</summary>
    private sealed class Patient(IHttpClientFactory factory, TimeSpan patience) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name)
        {
            var client = factory.CreateClient(name);
            client.Timeout = patience;
            return client;
        }
    }
}
