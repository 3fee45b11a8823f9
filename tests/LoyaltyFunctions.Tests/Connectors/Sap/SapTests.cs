using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Sap;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Sap;

public sealed class SapTests
{
    private static readonly SapConnector Connector = new();
    private static readonly Partner Broker = DemoPartners.Of("Sap");

    [Fact]
    public void Reads_which_object_changed()
    {
        var read = Assert.IsType<ResourceChanged>(Assert.Single(Parse().Events));
        Assert.Equal(("BusinessPartner", "9980002245", "Changed"), (read.Resource, read.Id, read.Change));
        Assert.Equal(Deliveries.Instant("2026-11-04T14:00:00Z"), read.OccurredAt);
    }

    [Fact]
    public void Reads_the_same_in_binary_mode_under_the_same_id()
    {
        var binary = Deliveries.Request(
            """{"BusinessPartner":"9980002245"}""",
            ("ce-specversion", "1.0"),
            ("ce-id", "RUN0001-6f00"),
            ("ce-source", "/default/sap.s4.beh/SAMPLE"),
            ("ce-type", "sap.s4.beh.businesspartner.v1.BusinessPartner.Changed.v1"),
            ("ce-time", "2026-11-04T14:00:00Z"));
        Assert.Equal(Parse().Events, Connector.Parse(binary, Broker).Events);
        Assert.Equal(Connector.DeliveryId(Deliveries.Sample("Sap", "businesspartner.changed")), Connector.DeliveryId(binary));
    }

    [Fact]
    public void An_id_counts_within_its_source() => Assert.NotEqual(
        Connector.DeliveryId(Deliveries.Sample("Sap", "businesspartner.changed")),
        Connector.DeliveryId(Deliveries.Request(Deliveries.Text("Sap", "businesspartner.changed").Replace("/SAMPLE", "/OTHER"))));

    [Theory]
    [InlineData("sap.s4.beh.businesspartner.v1.BusinessPartner.Changed.v1", "com.example.thing")]
    [InlineData("\"BusinessPartner\"", "\"Other\"")]
    public void Takes_in_and_drops_the_rest(string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse((from, to)).Events));

    [Theory]
    [InlineData("\"type\"", "\"no_type\"", "/type")]
    [InlineData("\"2026-11-04T14:00:00Z\"", "\"noon\"", "/time")]
    [InlineData("\"data\"", "\"no_data\"", "/data")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Equal(field, Assert.Single(Parse((from, to)).Faults).Pointer);

    [Theory]
    [InlineData("Bearer sample-key", true)]
    [InlineData("bearer sample-key", true)]
    [InlineData("Basic sample-key", false)]
    [InlineData("Bearer  sample-key", false)]
    [InlineData("Bearer ", false)]
    [InlineData("sample-key", false)]
    [Trait("Fault", "76")]
    public void Believes_the_token_of_the_broker(string header, bool believed) =>
        Assert.Equal(believed, Connector.Verify(Deliveries.Request("{}", ("Authorization", header)), Broker, Deliveries.Now));

    [Fact]
    public void The_broker_may_ask_whether_it_may_deliver() => Assert.Equal("em.example.com", Connector.Handshake(
        new WebhookRequest("OPTIONS", "", [], [KeyValuePair.Create("WebHook-Request-Origin", "em.example.com")], default), Broker)!.Headers["WebHook-Allowed-Origin"]);

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Sap", "businesspartner.changed"), (text, change) => text.Replace(change.From, change.To))), Broker);
}
