using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Salesforce;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Salesforce;

public sealed class SalesforceTests
{
    private static readonly SalesforceConnector Connector = new();

    [Fact]
    public void Reads_a_contact_that_opted_out()
    {
        var read = Assert.IsType<CustomerUpdated>(Assert.Single(Parse().Events));
        Assert.Equal(("salesforce-contact", "003SAMPLE000001AAA", "ada@example.com"), (read.Customer.Type, read.Customer.Value, read.AlsoKnownAs!.Value));
        Assert.Equal(("Ada", "Example-King", false), (read.Patch.GivenName.Value, read.Patch.FamilyName.Value, read.Patch.EmailConsent.Value));
        Assert.Equal(Deliveries.Instant("2026-11-04T13:00:00Z"), read.OccurredAt);
    }

    [Theory]
    [InlineData("<sf:HasOptedOutOfEmail>true", "<sf:HasOptedOutOfEmail>false")]
    [InlineData("sf:HasOptedOutOfEmail>", "sf:Other>")]
    public void Not_having_opted_out_is_no_consent(string from, string to) =>
        Assert.False(Assert.IsType<CustomerUpdated>(Assert.Single(Parse((from, to)).Events)).Patch.EmailConsent.Given);

    [Fact]
    public void Another_object_is_taken_in_and_dropped() => Assert.IsType<NotHandled>(Assert.Single(Parse(("sf:Contact", "sf:Case")).Events));

    [Theory]
    [InlineData("00DSAMPLE000001AAA", true)]
    [InlineData("00DSAMPLE000001", true)]
    [InlineData("00DSAMPLE000002AAA", false)]
    [InlineData("00dsample000001AAA", false)]
    [InlineData("", false)]
    [Trait("Fault", "80")]
    public void Believes_only_the_organisation_of_the_settings(string organisation, bool believed)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(Deliveries.Text("Salesforce", "contact").Replace("00DSAMPLE000001AAA", organisation));
        Assert.Equal(believed, Connector.Verify(new WebhookRequest("POST", "", [], [], body, "sample-key"), DemoPartners.Of("Salesforce"), Deliveries.Now));
    }

    [Fact]
    [Trait("Fault", "118")]
    public void Keeps_no_session_of_a_user() =>
        Assert.Equal("/notifications/SessionId", Assert.Single(Parse(("<SessionId xsi:nil=\"true\"/>", "<SessionId>00D!token</SessionId>")).Faults).Pointer);

    [Theory]
    [InlineData("<Notification>", "<Other>", "</Notification>", "</Other>")]
    [InlineData("<sObject", "<object", "</sObject>", "</object>")]
    public void Refuses_a_message_without_objects(string from, string to, string end, string newEnd) => Assert.NotEmpty(Parse((from, to), (end, newEnd)).Faults);

    [Fact]
    public void Is_answered_with_an_acknowledgement()
    {
        var reply = ((IConnector)Connector).Accepted!;
        Assert.True(XmlBody.TryParse(reply.ToBytes(), out var root, out _));
        Assert.Equal((200, "true"), (reply.Status, root.Value));
        Assert.StartsWith("text/xml", reply.ContentType, StringComparison.Ordinal);
    }

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Salesforce", "contact"), (text, change) => text.Replace(change.From, change.To))),
        DemoPartners.Of("Salesforce"));
}
