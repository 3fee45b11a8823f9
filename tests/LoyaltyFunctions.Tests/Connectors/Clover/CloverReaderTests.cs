using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Clover;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Clover;

public sealed class CloverReaderTests
{
    private static readonly CloverConnector Connector = new();

    [Fact]
    public void Reads_what_changed_at_which_merchant()
    {
        var read = Assert.IsType<ResourceChanged>(Assert.Single(Parse(Deliveries.Text("Clover", "notice")).Events));
        Assert.Equal(("O of SAMPLEMERCHANT1", "RUN0001ORDER", "CREATE"), (read.Resource, read.Id, read.Change));
        Assert.Equal(Deliveries.Instant("2026-11-03T14:05:00.123Z"), read.OccurredAt);
    }

    [Theory]
    [InlineData("""{"merchants":{}}""", "/merchants")]
    [InlineData("""{"merchants":{"M":[{"objectId":"noColon","type":"CREATE","ts":1}]}}""", "/merchants/M/0/objectId")]
    [InlineData("""{"merchants":{"M":[{"objectId":"O:1","type":"CREATE","ts":"1"}]}}""", "/merchants/M/0/ts")]
    [InlineData("""{"merchants":{"M":{}}}""", "/merchants/M")]
    public void Names_what_is_wrong(string body, string field) => Assert.Equal(field, Assert.Single(Parse(body).Faults).Pointer);

    [Fact]
    public void Shows_the_operator_the_code_of_a_set_up()
    {
        var reply = Connector.Handshake(Deliveries.Request("""{"verificationCode":"1f8b0808-aaaa"}"""), DemoPartners.Of("Clover"));
        Assert.Equal(200, reply!.Status);
        Assert.Contains("1f8b0808-aaaa", reply.Notice, StringComparison.Ordinal);
        Assert.Empty(reply.Body);
    }

    [Theory]
    [InlineData("""{"verificationCode":"short"}""")]
    [InlineData("""{"verificationCode":"line\nbreak in a log"}""")]
    [InlineData("""{"verificationCode":"<script>alert(1)</script>"}""")]
    [InlineData("""{"verificationCode":7}""")]
    [InlineData("""{}""")]
    [Trait("Fault", "118")]
    public void Shows_nothing_else(string body) => Assert.Null(Connector.Handshake(Deliveries.Request(body), DemoPartners.Of("Clover")));

    private static ParsedDelivery Parse(string body) => Connector.Parse(Deliveries.Request(body), DemoPartners.Of("Clover"));
}
