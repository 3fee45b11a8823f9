namespace LoyaltyFunctions.Tests.Proof.Cases;

/// <summary>What an ERP does to the programme, as short as it can be told.</summary>
internal static class ErpCases
{
    public const string Ada = "600001";
    public const string Bob = "600002";

    /// <summary>An ERP that drops files, and another that sends webhooks.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Settings = new Dictionary<string, string?>
    {
        ["Partners:erp:Kind"] = "erp",
        ["Partners:erp:Format"] = "ErpFiles",
        ["Partners:erp:Secrets:0"] = World.Secret,
        ["Partners:erp:Currency"] = "EUR",
        ["Partners:books:Kind"] = "erp",
        ["Partners:books:Format"] = "StandardWebhooks",
        ["Partners:books:Secrets:0"] = World.Secret,
    };

    /// <summary>An ERP whose notices name customers, and that can be asked for them.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Central = new Dictionary<string, string?>(Settings)
    {
        ["Partners:central:Kind"] = "erp",
        ["Partners:central:Format"] = "BusinessCentral",
        ["Partners:central:Secrets:0"] = "state",
        ["Partners:central:ApiBase"] = "https://central.example.com/api/v2.0/companies(1)",
        ["Partners:central:ApiToken"] = "token",
        ["Partners:central:Currency"] = "EUR",
    };

    /// <summary>The same, whose system gives out tokens.</summary>
    public static readonly IReadOnlyDictionary<string, string?> Tokens = new Dictionary<string, string?>(Central)
    {
        ["Partners:central:ApiToken"] = null,
        ["Partners:central:ApiTokenUrl"] = "https://login.example.com/token",
        ["Partners:central:ApiClientId"] = "hub",
        ["Partners:central:ApiClientSecret"] = "client-secret",
    };

    public static readonly IReadOnlyDictionary<string, string?> Capped = new Dictionary<string, string?>
    {
        ["Partners:acme:PointsPerReceipt"] = "60",
        ["Partners:acme:PointsPerDay"] = "100",
        ["Partners:acme:PointsName"] = "Acme stars",
        ["Partners:acme:PointsRate"] = "0.5",
    };

    public static readonly IReadOnlyDictionary<string, string?> Shop = new Dictionary<string, string?>
    {
        ["Partners:shop:Kind"] = "pos",
        ["Partners:shop:Format"] = "Shopify",
        ["Partners:shop:Secrets:0"] = "secret",
    };

    /// <summary>Who does something with a message gets 5 points for each kind of thing.</summary>
    public static readonly string Engaging = Write("proof-engaging.json", """{"id": "reads", "on": "engagement", "when": {"channels": ["email"]}, "points": {"fixed": 5}},""");

    public static readonly IReadOnlyList<UseCase> All =
    [
        Of("file of items", Nothing, stage => Drop(stage, "items-1.csv", "sku,category\r\nBEANS,coffee\r\nMUG,kitchen\r\n,nothing\r\n=1,formula\r\n")),
        Of("file of items that was dropped before", stage => Drop(stage, "items-1.csv", "sku,category\r\nBEANS,coffee\r\n"), stage =>
        {
            stage.World.Blobs.Overwrite(Storage.Names.Containers.ErpInbox, "items-2.csv", "sku,category\r\nBEANS,coffee\r\n"u8.ToArray());
            stage.Run(process => process.TakeFile(Json.Dropped("items-2.csv", stage.Now)));
            stage.WorkQueues();
        }),
        Of("file of customers, for one of whom a sale waits", stage =>
        {
            stage.Enrol(Ada);
            stage.Event("w1", "purchase.completed", """{"member":{"type":"erp-customer","value":"C-1"},"receiptId":"r1","storeId":"s1","currency":"EUR","total":"120.00"}""");
            stage.WorkQueues();
        }, stage => Drop(stage, "customers-1.csv", $"customerId,customerType,phone,givenName\r\nC-1,erp-customer,+49151{Ada},Ada\r\n{Ada},card,,Augusta\r\n")),
        Of("sale of an article that an ERP knows", stage =>
        {
            stage.Enrol(Ada);
            Drop(stage, "items-1.csv", "sku,category,loyaltyExcluded\r\nBEANS,coffee,\r\nMUG,,true\r\n");
        }, stage => Sell(stage, "w1", "r1")),
        Of("notice of a customer who is asked for", stage =>
        {
            stage.Enrol(Ada);
            stage.World.Receiver.Answer = _ => Says($$"""{"number":"C-1","email":"ada@example.com","phoneNumber":"+49151{{Ada}}"}""");
        }, stage => Notify(stage, "customers(c1)")) with { Settings = Central },
        Of("notice of a customer, whose system gives out tokens", stage =>
        {
            stage.Enrol(Ada);
            stage.World.Receiver.Answer = _ => Says($$"""{"access_token":"t","expires_in":3600,"number":"C-1","email":"ada@example.com","phoneNumber":"+49151{{Ada}}"}""");
        }, stage => Notify(stage, "customers(c1)")) with { Settings = Tokens },
        Of("notice of a customer, whose system does not answer at first", stage =>
        {
            stage.Enrol(Ada);
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable);
            Notify(stage, "customers(c1)");
            stage.World.Receiver.Answer = _ => Says($$"""{"number":"C-1","email":"ada@example.com"}""");
            stage.Pass(TimeSpan.FromMinutes(2));
        }, stage =>
        {
            stage.Run(process => process.RetryParked());
            stage.WorkQueues();
        }) with { Settings = Central },
        Of("notice of a customer who is two members", stage =>
        {
            stage.Enrol(Ada);
            stage.Pass(TimeSpan.FromMinutes(1));
            stage.Enrol(Bob);
            Sell(stage, "w1", "r1", Bob);
            stage.World.Receiver.Answer = _ => Says("""{"number":"C-1","email":"both@example.com"}""");
            Attach(stage, Ada, "businesscentral-customer", "C-1");
            Attach(stage, Bob, "email", "both@example.com");
        }, stage => Notify(stage, "customers(c1)")) with { Settings = Central },
        Of("credit memo of an invoice that earned", Invoiced, stage => Credit(stage, "m1", "CM-1", "20.00")) with { Settings = Central },
        Of("credit memo of an invoice that is claimed after it", stage =>
        {
            Known(stage);
            Credit(stage, "m1", "CM-1", "20.00");
        }, Invoice) with { Settings = Central },
        Of("customer whose record is deleted", stage =>
        {
            Known(stage);
            Notify(stage, "customers(c1)");
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);
        }, stage => Notify(stage, "customers(c1)", "deleted")) with { Settings = Central },
        Of("article whose record is deleted", stage =>
        {
            stage.World.Receiver.Answer = _ => Says("""{"id":"i1","number":"BEANS","itemCategoryCode":"coffee","unitPrice":10.0,"unitCost":7.5}""");
            Notify(stage, "items(i1)");
            stage.World.Receiver.Answer = _ => new HttpResponseMessage(System.Net.HttpStatusCode.NotFound);
        }, stage => Notify(stage, "items(i1)", "deleted")) with { Settings = Central },
        Of("erasure that a shop asks for", stage =>
        {
            stage.Enrol(Ada);
            Attach(stage, Ada, "shopify-customer", "77");
        }, stage =>
        {
            stage.Shop("s1", "customers/redact", """{"shop_id":1,"customer":{"id":77,"email":"ada@example.com"},"orders_to_redact":[]}""");
            stage.WorkQueues();
        }) with { Settings = Shop },
        new("engagement that earns", stage => stage.Enrol(Ada), stage =>
        {
            Engage(stage, "e1", "opened");
            Engage(stage, "e2", "opened");
        }) { Programme = Engaging },
        Of("purchase within what is left of a partner's day", stage =>
        {
            stage.Enrol(Ada);
            Sell(stage, "w1", "r1");
        }, stage => Sell(stage, "w2", "r2")) with { Settings = Capped },
        new("visit far from another", stage =>
        {
            stage.Enrol(Ada);
            Visit(stage, "v1", "2026-03-01T10:00:00Z", 52.52, 13.40);
        }, stage =>
        {
            Visit(stage, "v2", "2026-03-02T10:00:00Z", 48.14, 11.58);
            Visit(stage, "v3", "2026-03-03T10:00:00Z", 48.15, 11.59);
        }),
        Of("claim of a sale without a member", stage =>
        {
            stage.Enrol(Ada);
            SellToNobody(stage, "w1", "r1");
        }, stage => stage.Post("claims", "c1", Claim(stage, "\"receiptId\":\"r1\",\"storeId\":\"s1\""))),
        Of("sale without a member that is claimed already", stage =>
        {
            stage.Enrol(Ada);
            stage.Post("claims", "c1", Claim(stage, "\"receiptId\":\"r1\""));
        }, stage => SellToNobody(stage, "w1", "r1")),
        Of("payment that settles a claim", stage =>
        {
            stage.Enrol(Ada);
            stage.Post("claims", "c1", Claim(stage, "\"invoiceId\":\"INV-1\""));
        }, stage => Pay(stage, "p1", CashReceipt("CR-1", numbers: "\"invoiceId\":\"INV-1\","))),
        Of("claim that a payment has come before, and a refund", stage =>
        {
            stage.Enrol(Ada);
            Pay(stage, "p1", CashReceipt("CR-1", numbers: "\"receiptId\":\"r1\","));
            stage.Post("refunds", "f1", Json.Refund("r1", "f1", "20.00"));
        }, stage =>
        {
            stage.Post("claims", "c1", Claim(stage, "\"receiptId\":\"r1\",\"storeId\":\"s1\""));
            stage.WorkQueues();
        }),
    ];

    /// <summary>What the ERP answers there from now on, besides what it answers already.</summary>
    public static void AnswerAt(Stage stage, string path, string json)
    {
        var others = stage.World.Receiver.Answer;
        stage.World.Receiver.Answer = call => call.Url.AbsolutePath.Contains(path, StringComparison.Ordinal) ? Says(json) : others(call);
    }

    /// <summary>A member whom the ERP calls C-1.</summary>
    public static void Known(Stage stage)
    {
        stage.Enrol(Ada);
        Attach(stage, Ada, "businesscentral-customer", "C-1");
        stage.World.Receiver.Answer = _ => Says("""{"id":"c1","number":"C-1"}""");
    }

    /// <summary>An invoice of 120 euros that the member claims, and that is paid.</summary>
    public static void Invoice(Stage stage)
    {
        stage.Post("claims", "c1", Claim(stage, "\"invoiceId\":\"INV-1\""));
        AnswerAt(stage, "salesInvoices", """{"number":"INV-1","customerNumber":"C-1","totalAmountIncludingTax":120.0,"currencyCode":"EUR","status":"Paid","invoiceDate":"2026-03-01"}""");
        Notify(stage, "salesInvoices(i1)");
    }

    public static void Invoiced(Stage stage)
    {
        Known(stage);
        Invoice(stage);
    }

    public static void Credit(Stage stage, string record, string number, string amount, string invoice = "INV-1", string status = "Open")
    {
        AnswerAt(stage, $"salesCreditMemos({record})", $$"""{"number":"{{number}}","customerNumber":"C-1","invoiceNumber":"{{invoice}}","totalAmountIncludingTax":{{amount}},"currencyCode":"EUR","status":"{{status}}"}""");
        Notify(stage, $"salesCreditMemos({record})");
    }

    /// <summary>Where the card of a member is also a number of the ERP.</summary>
    public static string CashReceipt(string id, string amount = "120.00", string numbers = "") =>
        $$"""{"cashReceiptId":"{{id}}",{{numbers}}"customer":{"type":"card","value":"{{Ada}}"},"currency":"EUR","amount":"{{amount}}","postedOn":"2026-03-01"}""";

    public static string Claim(Stage stage, string numbers) => $$"""{"memberId":"{{stage.Members[Ada]}}",{{numbers}}}""";

    public static void Drop(Stage stage, string blob, string content)
    {
        stage.Drop(blob, content);
        stage.WorkQueues();
    }

    /// <summary>Beans for 80 euros and a mug for 40, without a word on what they are.</summary>
    public static void Sell(Stage stage, string id, string receipt, string card = Ada)
    {
        var sale = $$"""{"receiptId":"{{receipt}}","storeId":"s1","currency":"EUR","total":"120.00","lines":[{"sku":"BEANS","quantity":"1","amount":"80.00"},{"sku":"mug","quantity":"1","amount":"40.00"}]}""";
        stage.Event(id, "purchase.completed", Json.OfMember(card, sale));
        stage.WorkQueues();
    }

    /// <summary>The ERP posts a payment.</summary>
    public static void Pay(Stage stage, string id, string data)
    {
        stage.Webhook(id, Json.Event("cashreceipt.posted", stage.Now, data), "books", "erp");
        stage.WorkQueues();
    }

    /// <summary>A till sells to nobody in particular.</summary>
    public static void SellToNobody(Stage stage, string id, string receipt)
    {
        stage.Event(id, "purchase.completed", Json.Sale(receipt, "120.00"));
        stage.WorkQueues();
    }

    /// <summary>Business Central says that something has changed.</summary>
    public static void Notify(Stage stage, string resource, string change = "updated")
    {
        Accept(stage, resource, change);
        stage.WorkQueues();
    }

    /// <summary>The same, and nobody has worked on it yet.</summary>
    public static void Accept(Stage stage, string resource, string change = "updated")
    {
        var notice = $$"""{"value":[{"subscriptionId":"s","clientState":"state","resource":"https://central.example.com/api/v2.0/companies(1)/{{resource}}","changeType":"{{change}}","lastModifiedDateTime":"2026-03-02T10:00:00Z"}]}""";
        stage.Webhook("n", notice, "central", "erp");
    }

    public static HttpResponseMessage Says(string json) => new() { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };

    public static void Attach(Stage stage, string card, string type, string value) =>
        stage.Post($"members/{stage.Members[card]}/identities", $"{type} {value}", $$"""{"type":"{{type}}","value":"{{value}}"}""");

    public static void Visit(Stage stage, string id, string at, double latitude, double longitude)
    {
        var data = Json.OfMember(Ada, FormattableString.Invariant($"{{\"latitude\":{latitude},\"longitude\":{longitude}}}"));
        stage.Webhook(id, Json.Event("checkin", DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), data));
        stage.WorkQueues();
    }

    public static void Engage(Stage stage, string id, string what, string campaign = "autumn", string channel = "email")
    {
        stage.Event(id, "engagement." + what, Json.OfMember(Ada, $$"""{"campaignId":"{{campaign}}","channel":"{{channel}}"}"""));
        stage.WorkQueues();
    }

    /// <summary>The sample with one more rule, as a file beside the tests.</summary>
    public static string Write(string name, string rule)
    {
        var sample = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "program.json"));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, name), sample.Replace("\"earn\": [", "\"earn\": [" + rule, StringComparison.Ordinal));
        return name;
    }

    private static UseCase Of(string name, Action<Stage> given, Action<Stage> when) => new(name, given, when) { Settings = Settings };

    private static void Nothing(Stage stage)
    {
    }
}
