namespace LoyaltyFunctions.Demo.Systems;

/// <summary>Systems whose notices name something: they tell what it is when they are asked for it.</summary>
internal sealed class AskedSystem(string format, string authorization, Func<DemoCall, string?> find) : IDemoSystem
{
    private const string Customer = """{"number":"C-0001","displayName":"Ada Example","email":"ada@example.com","lastModifiedDateTime":"2026-11-01T10:00:00Z"}""";
    private const string Items = """{"value":[{"number":"BEANS-500","itemCategoryCode":"food","unitPrice":12.9,"unitCost":7.5},{"number":"MUG","itemCategoryCode":"home","unitPrice":6.0,"unitCost":2.7}]}""";
    private const string Partner = """{"d":{"BusinessPartner":"9980002245","FirstName":"Ada","to_BusinessPartnerAddress":{"results":[{"to_EmailAddress":{"results":[{"EmailAddress":"ada@example.com"}]},"to_MobilePhoneNumber":{"results":[]}}]}}}""";
    private const string Layer = """{"type":"FeatureCollection","features":[{"type":"Feature","id":7,"geometry":{"type":"Point","coordinates":[6.9603,50.9375]},"properties":{"store_id":"koeln-1","radiusMetres":150}}]}""";

    private const string LayerIds = """{"objectIdFieldName":"OBJECTID","objectIds":[7]}""";

    public string Format => format;

    public static IEnumerable<IDemoSystem> All =>
    [
        new AskedSystem("Clover", "Authorization", call => call.After("/v3/merchants/SAMPLEMERCHANT1/orders/") is { } order ? Order(order) : null),
        new AskedSystem("BusinessCentral", "Authorization", call => call.Path.StartsWith("/customers(", StringComparison.Ordinal) ? Customer : call.Path == "/items" ? Items : null),
        new AskedSystem("Sap", "Authorization", call => call.Path.Contains("A_BusinessPartner", StringComparison.Ordinal) ? Partner : null),
        new AskedSystem("Esri", "X-Esri-Authorization", call => call.Path != "/0/query" ? null : call.Query.Contains("returnIdsOnly", StringComparison.Ordinal) ? LayerIds : Layer),
    ];

    public DemoReply Answer(DemoCall call) => call.Headers[authorization] != $"Bearer {DemoSystems.Token}" ? new DemoReply(401, """{"message":"401 Unauthorized"}""")
        : call.Method == "GET" && find(call) is { } found ? new DemoReply(200, found)
        : new DemoReply(404, """{"message":"not found"}""");

    private static string Order(string id) =>
        $$$"""{"id":"{{{id}}}","currency":"EUR","total":2150,"paymentState":"PAID","lineItems":{"elements":[{"id":"L1","itemCode":"MUG","price":1200},{"id":"L2","itemCode":"BEANS-250","price":950}]},"customers":{"elements":[{"id":"SAMPLECLOVERJOAN"}]}}""";
}
