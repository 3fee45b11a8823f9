using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.AzureMaps;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.AzureMaps;

public sealed class AzureMapsTests
{
    private const string Validation =
        $$"""[{"id":"1","topic":"{{Deliveries.Topic}}","subject":"","data":{"validationCode":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6","validationUrl":"https://rp-eastus2.eventgrid.azure.net:553/x"},"eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","eventTime":"2026-11-02T09:00:00Z","metadataVersion":"1","dataVersion":"1"}]""";

    private static readonly AzureMapsConnector Connector = new();
    private static readonly Partner Maps = DemoPartners.Of("AzureMaps");

    [Fact]
    public void Reads_whose_phone_is_in_which_geofence()
    {
        var read = Assert.IsType<GeofenceCrossed>(Assert.Single(Parse().Events));
        Assert.Equal((Crossing.Entered, "berlin-1", "berlin-1", "device", "phone-1"), (read.Crossing, read.GeofenceId, read.StoreId, read.Member.Type, read.Member.Value));
    }

    [Theory]
    [InlineData("GeofenceEntered", "-999.0", Crossing.Entered)]
    [InlineData("GeofenceResult", "-12.5", Crossing.Dwelled)]
    [InlineData("GeofenceResult", "999.0", null)]
    [InlineData("GeofenceExited", "999.0", Crossing.Exited)]
    [InlineData("GeofenceExited", "-999.0", null)]
    [InlineData("SomethingElse", "-999.0", null)]
    public void A_negative_distance_is_inside(string type, string distance, Crossing? crossing)
    {
        var read = Assert.Single(Parse(("GeofenceEntered", type), ("-999.0", distance)).Events);
        Assert.Equal(crossing, (read as GeofenceCrossed)?.Crossing);
        if (crossing is null) Assert.IsType<NotHandled>(read);
    }

    [Fact]
    public void Reads_a_CloudEvent()
    {
        var text = Deliveries.Text("AzureMaps", "geofence.entered").Trim()[1..^1].Replace("\"topic\"", "\"source\"").Replace("\"eventType\"", "\"type\"").Replace("\"eventTime\"", "\"time\"");
        var request = Deliveries.Request(text, (AzureMapsProof.Header, "sample-key"));
        Assert.True(Connector.Verify(request, Maps, Deliveries.Now));
        Assert.IsType<GeofenceCrossed>(Assert.Single(Connector.Parse(request, Maps).Events));
    }

    [Theory]
    [InlineData("sample-key", "", true)]
    [InlineData("", "sample-key", true)]
    [InlineData("", "", false)]
    [InlineData("another-key", "", false)]
    public void Believes_the_secret_in_the_path_or_in_the_header(string path, string header, bool believed)
    {
        var body = Encoding.UTF8.GetBytes(Deliveries.Text("AzureMaps", "geofence.entered"));
        Assert.Equal(believed, Connector.Verify(new WebhookRequest("POST", "", [], [KeyValuePair.Create(AzureMapsProof.Header, header)], body, path), Maps, Deliveries.Now));
    }

    [Fact]
    [Trait("Fault", "85")]
    public void Believes_no_topic_that_is_not_of_the_settings()
    {
        var body = Deliveries.Text("AzureMaps", "geofence.entered");
        Assert.False(Connector.Verify(Deliveries.Request(body.Replace("accounts/sample", "accounts/other"), (AzureMapsProof.Header, "sample-key")), Maps, Deliveries.Now));
        Assert.True(Connector.Verify(Deliveries.Request(body.Replace("Microsoft.Maps/accounts", "microsoft.maps/Accounts"), (AzureMapsProof.Header, "sample-key")), Maps, Deliveries.Now));
        var mixed = $"[{body.Trim()[1..^1]},{body.Trim()[1..^1].Replace("accounts/sample", "accounts/other")}]";
        Assert.False(Connector.Verify(Deliveries.Request(mixed, (AzureMapsProof.Header, "sample-key")), Maps, Deliveries.Now));
    }

    [Fact]
    [Trait("Fault", "85")]
    public void Gives_a_validation_code_back_only_for_the_secret_and_a_topic_of_the_settings()
    {
        Assert.Equal("""{"validationResponse":"512d38b6-c7b8-40c8-89fe-f46f9e9622b6"}""", Validate(Validation, "sample-key")!.Body);
        Assert.Null(Validate(Validation, ""));
        Assert.Null(Validate(Validation, "another-key"));
        Assert.Null(Validate(Validation.Replace("accounts/sample", "accounts/other"), "sample-key"));
        Assert.Null(Validate(Validation.Replace("512d38b6", "<b>"), "sample-key"));
        Assert.Null(Validate("[]", "sample-key"));
    }

    [Theory]
    [InlineData("OPTIONS", "eventgrid.azure.net", true)]
    [InlineData("OPTIONS", "evil.example.com", false)]
    [InlineData("OPTIONS", "eventgrid.azure.net\r\nSet-Cookie: x", false)]
    [InlineData("OPTIONS", "", false)]
    [InlineData("GET", "eventgrid.azure.net", false)]
    public void Allows_Event_Grid_to_deliver_and_nobody_else(string method, string origin, bool allowed)
    {
        var reply = Connector.Handshake(new WebhookRequest(method, "", [], [KeyValuePair.Create("WebHook-Request-Origin", origin)], default), Maps);
        Assert.Equal(allowed, reply is { Status: 200 });
        if (allowed) Assert.Equal(origin, reply!.Headers["WebHook-Allowed-Origin"]);
    }

    [Theory]
    [InlineData("\"deviceId\"", "\"noDeviceId\"", "/0/data/geometries/0/deviceId")]
    [InlineData("-999.0", "\"near\"", "/0/data/geometries/0/distance")]
    [InlineData("\"geometryId\"", "\"noGeometryId\"", "/0/data/geometries/0/geometryId")]
    [InlineData("\"eventType\"", "\"noEventType\"", "/0/type")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Equal(field, Assert.Single(Parse((from, to)).Faults).Pointer);

    private static WebhookReply? Validate(string body, string secret) => Connector.Handshake(
        new WebhookRequest("POST", "", [], [KeyValuePair.Create("aeg-event-type", "SubscriptionValidation")], Encoding.UTF8.GetBytes(body), secret), Maps);

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("AzureMaps", "geofence.entered"), (text, change) => text.Replace(change.From, change.To))), Maps);
}
