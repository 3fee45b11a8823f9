using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Mailchimp;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Mailchimp;

public sealed class MailchimpTests
{
    private static readonly MailchimpConnector Connector = new();

    [Fact]
    public void Reads_who_left_a_list()
    {
        var read = Assert.IsType<Engaged>(Parse(Deliveries.Text("Mailchimp", "unsubscribe")));
        Assert.Equal((Engagement.Unsubscribed, "email", "autumn-coffee", "ada@example.com"), (read.Engagement, read.Channel, read.CampaignId, read.Member.Value));
        Assert.Equal(Deliveries.Instant("2026-11-04T12:03:00Z"), read.OccurredAt);
    }

    [Fact]
    public void Who_joins_consents()
    {
        var read = Assert.IsType<CustomerUpdated>(Parse(Deliveries.Text("Mailchimp", "subscribe")));
        Assert.Equal((true, "Example-King"), (read.Patch.EmailConsent.Value, read.Patch.FamilyName.Value));
    }

    [Fact]
    public void A_new_address_takes_the_place_of_the_old_one()
    {
        var read = Assert.IsType<CustomerUpdated>(Parse("type=upemail&fired_at=2026-11-04+12%3A00%3A00&data[old_email]=a%40example.com&data[new_email]=b%40example.com"));
        Assert.Equal(("a@example.com", "b@example.com", false), (read.Customer.Value, read.Patch.Email.Value, read.Patch.EmailConsent.Given));
    }

    [Theory]
    [InlineData("type=cleaned&fired_at=2026-11-04+12%3A00%3A00&data[email]=a%40example.com")]
    [InlineData("type=campaign&fired_at=2026-11-04+12%3A00%3A00&data[id]=1")]
    [InlineData("type=upemail&fired_at=2026-11-04+12%3A00%3A00&data[old_email]=a%40example.com&data[new_email]=none")]
    public void Takes_in_and_drops_the_rest(string body) => Assert.IsType<NotHandled>(Parse(body));

    [Theory]
    [InlineData("type=unsubscribe&fired_at=2026-11-04+12%3A00%3A00", "/data/email")]
    [InlineData("type=unsubscribe&fired_at=soon&data[email]=a%40example.com", "/fired_at")]
    [InlineData("type=upemail&fired_at=2026-11-04+12%3A00%3A00&data[email]=a%40example.com", "/data/old_email")]
    public void Names_what_is_wrong(string body, string field) =>
        Assert.Equal(field, Assert.Single(Connector.Parse(Deliveries.Request(body), DemoPartners.Of("Mailchimp")).Faults).Pointer);

    [Theory]
    [InlineData("GET", "sample-key", true)]
    [InlineData("GET", "another-key", false)]
    [InlineData("GET", "", false)]
    [InlineData("POST", "sample-key", false)]
    public void Answers_the_question_for_its_address_only_where_the_secret_is_right(string method, string secret, bool answers) => Assert.Equal(
        answers,
        Connector.Handshake(new WebhookRequest(method, "", [], [], default, secret), DemoPartners.Of("Mailchimp")) is { Status: 200 });

    private static InboundEvent Parse(string body) => Assert.Single(Connector.Parse(Deliveries.Request(body), DemoPartners.Of("Mailchimp")).Events);
}
