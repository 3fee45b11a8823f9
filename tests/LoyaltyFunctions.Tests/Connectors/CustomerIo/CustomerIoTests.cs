using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.CustomerIo;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.CustomerIo;

public sealed class CustomerIoTests
{
    private static readonly CustomerIoConnector Connector = new();

    [Fact]
    public void Reads_a_click_on_a_campaign()
    {
        var read = Assert.IsType<Engaged>(Assert.Single(Parse("email.clicked").Events));
        Assert.Equal((Engagement.Clicked, "email", "23", "ada@example.com"), (read.Engagement, read.Channel, read.CampaignId, read.Member.Value));
        Assert.Equal("01RUN0001CLICKED", Connector.DeliveryId(Deliveries.Sample("CustomerIo", "email.clicked")));
    }

    [Fact]
    public void A_person_who_unsubscribes_leaves_every_channel() => Assert.Equal(
        ["email", "sms", "push"],
        Parse("customer.unsubscribed").Events.Cast<Engaged>().Where(read => read.Engagement == Engagement.Unsubscribed).Select(read => read.Channel));

    [Theory]
    [InlineData("\"metric\": \"clicked\"", "\"metric\": \"bounced\"")]
    [InlineData("\"object_type\": \"email\"", "\"object_type\": \"webhook\"")]
    [InlineData("\"object_type\": \"email\"", "\"object_type\": \"customer\"")]
    public void Takes_in_and_drops_the_rest(string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse("email.clicked", (from, to)).Events));

    [Fact]
    public void Knows_a_customer_by_id_where_no_address_is_told()
    {
        var read = Assert.IsType<Engaged>(Assert.Single(Parse("email.clicked", ("ada@example.com", "")).Events));
        Assert.Equal(("customerio-customer", "ada"), (read.Member.Type, read.Member.Value));
    }

    [Theory]
    [InlineData("\"metric\"", "\"no_metric\"", "/metric")]
    [InlineData("1793793720", "17937937200000", "/timestamp")]
    [InlineData("\"data\"", "\"no_data\"", "/data")]
    public void Names_what_is_wrong(string from, string to, string field) =>
        Assert.Equal(field, Assert.Single(Parse("email.clicked", (from, to)).Faults).Pointer);

    private static ParsedDelivery Parse(string sample, params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("CustomerIo", sample), (text, change) => text.Replace(change.From, change.To))),
        DemoPartners.Of("CustomerIo"));
}
