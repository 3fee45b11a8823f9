using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.BusinessCentral;

public sealed class BusinessCentralTests
{
    private static readonly BusinessCentralConnector Connector = new();
    private static readonly Partner Company = DemoPartners.Of("BusinessCentral");

    [Fact]
    public void Reads_one_record_and_a_whole_collection()
    {
        var events = Connector.Parse(Deliveries.Sample("BusinessCentral", "notifications"), Company).Events.Cast<ResourceChanged>().ToList();
        Assert.Equal(
            [("customers", "26814998-936a-401c-81c1-0e848a64971d", "updated"), ("items", "-", "collection")],
            events.Select(read => (read.Resource, read.Id, read.Change)));
    }

    [Fact]
    [Trait("Fault", "76")]
    public void Believes_a_delivery_only_when_every_notice_knows_the_client_state()
    {
        var body = Deliveries.Text("BusinessCentral", "notifications");
        var second = body.LastIndexOf("sample-businesscentral", StringComparison.Ordinal);
        Assert.True(Verify(body));
        Assert.False(Verify(body[..second] + "x" + body[second..]));
        Assert.False(Verify(body.Replace("\"clientState\"", "\"noClientState\"")));
        Assert.False(Verify("""{"value":[]}"""));
        Assert.False(Verify("{}"));
        Assert.False(Verify("not json"));
    }

    [Fact]
    public void What_is_not_believed_is_answered_so_that_the_subscription_lives_on() => Assert.Equal(202, ((IConnector)Connector).Dropped!.Status);

    [Fact]
    public void Gives_the_token_of_a_handshake_back_as_plain_text()
    {
        var reply = Ask("eyJhbGciOi.J9-_~:=")!;
        Assert.Equal((200, "text/plain; charset=utf-8", "eyJhbGciOi.J9-_~:="), (reply.Status, reply.ContentType, reply.Body));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("a\r\nb")]
    [InlineData("ü")]
    [InlineData("")]
    public void Gives_no_markup_back(string token) => Assert.Null(Ask(token));

    [Theory]
    [InlineData("\"resource\"", "\"no_resource\"", "/value/0/resource")]
    [InlineData("2026-11-04T14:05:00.1Z", "noon", "/value/0/lastModifiedDateTime")]
    [InlineData("\"value\"", "\"values\"", "/value")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Contains(
        Connector.Parse(Deliveries.Request(Deliveries.Text("BusinessCentral", "notifications").Replace(from, to)), Company).Faults,
        fault => fault.Pointer == field);

    private static bool Verify(string body) => Connector.Verify(Deliveries.Request(body), Company, Deliveries.Now);

    private static WebhookReply? Ask(string token) =>
        Connector.Handshake(new WebhookRequest("POST", "", [KeyValuePair.Create("validationToken", token)], [], default), Company);
}
