using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Radar;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Radar;

public sealed class RadarTests
{
    private static readonly RadarConnector Connector = new();

    [Fact]
    public void Signs_the_id_as_openssl_does() =>
        Assert.Equal("95b0da3200795c6589a85093d39bd55ac6bf23a1", RadarSignature.Sign("token", "4f1e2d3c-signing-id"));

    [Fact]
    [Trait("Fault", "11")]
    public void One_signature_names_one_delivery_whatever_its_body_says()
    {
        var sent = Deliveries.Sample("Radar", "entered_geofence");
        var other = new WebhookRequest("POST", "", [], sent.Headers, "{}"u8.ToArray());
        Assert.Equal(Connector.DeliveryId(sent), Connector.DeliveryId(other));
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_the_signature_of_another_id()
    {
        var signature = RadarSignature.Sign("sample-key", "one");
        Assert.True(Verify("one", signature));
        Assert.False(Verify("two", signature));
        Assert.False(Verify("", RadarSignature.Sign("sample-key", "")));
        Assert.False(Verify("one", signature, ""));
    }

    [Fact]
    public void Reads_who_is_at_which_store()
    {
        var read = Assert.IsType<GeofenceCrossed>(Assert.Single(Parse().Events));
        Assert.Equal((Crossing.Entered, "berlin-1", "berlin-1", "radar-user", "ada"), (read.Crossing, read.GeofenceId, read.StoreId, read.Member.Type, read.Member.Value));
        Assert.Equal(Deliveries.Instant("2026-11-04T10:00:01Z"), read.OccurredAt);
    }

    [Fact]
    public void Reads_a_batch()
    {
        const string Item = """{"type":"user.dwelled_in_geofence","createdAt":"2026-11-04T10:00:00Z","live":true,"user":{"deviceId":"d1"},"geofence":{"_id":"f1","tag":"park"}}""";
        var events = Connector.Parse(Deliveries.Request($$"""{"events":[{{Item}},{{Item}}]}"""), DemoPartners.Of("Radar")).Events.Cast<GeofenceCrossed>().ToList();
        Assert.Equal(2, events.Count);
        Assert.All(events, read => Assert.Equal((Crossing.Dwelled, "f1", null, "device"), (read.Crossing, read.GeofenceId, read.StoreId, read.Member.Type)));
    }

    [Theory]
    [InlineData("\"live\": true", "\"live\": false")]
    [InlineData("user.entered_geofence", "user.entered_place")]
    [InlineData("\"user\"", "\"nobody\"")]
    [Trait("Fault", "95")]
    public void Takes_in_and_drops_tests_other_types_and_nobody(string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse((from, to)).Events));

    [Theory]
    [InlineData("\"geofence\"", "\"no_geofence\"", "/event/geofence")]
    [InlineData("\"2026-11-04T10:00:01.000Z\"", "\"noon\"", "/event/actualCreatedAt")]
    [InlineData("\"event\": {", "\"none\": {", "/event")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Contains(Parse((from, to)).Faults, fault => fault.Pointer == field);

    private static bool Verify(string id, string signature, string secret = "sample-key") => Connector.Verify(
        Deliveries.Request("{}", (RadarSignature.IdHeader, id), (RadarSignature.Header, signature)), Deliveries.Partner("Radar", secret), Deliveries.Now);

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Radar", "entered_geofence"), (text, change) => text.Replace(change.From, change.To))),
        DemoPartners.Of("Radar"));
}
