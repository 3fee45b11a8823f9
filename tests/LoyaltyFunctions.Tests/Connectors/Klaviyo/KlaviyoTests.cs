using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Klaviyo;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.Klaviyo;

public sealed class KlaviyoTests
{
    private static readonly KlaviyoConnector Connector = new();

    [Theory]
    [InlineData("Mon, 02 Nov 2026 09:00:00 GMT", true)]
    [InlineData("2026-11-02T09:04:59+00:00", true)]
    [InlineData("2026-11-02T10:00:00+01:00", true)]
    [InlineData("2026-11-02T09:05:01+00:00", false)]
    [InlineData("Mon, 02 Nov 2026 08:54:59 GMT", false)]
    [InlineData("1793610000", false)]
    [InlineData("", false)]
    [Trait("Fault", "78")]
    public void Reads_the_time_as_a_date_of_HTTP_and_as_ISO_8601(string stamp, bool fresh)
    {
        var body = Encoding.UTF8.GetBytes(Deliveries.Text("Klaviyo", "unsubscribed"));
        var request = Deliveries.Request(body, (KlaviyoSignature.TimestampHeader, stamp), (KlaviyoSignature.Header, KlaviyoSignature.Sign("sample-key", stamp, body)));
        Assert.Equal(fresh, Connector.Verify(request, DemoPartners.Of("Klaviyo"), Deliveries.Now));
    }

    [Fact]
    public void Reads_who_unsubscribed_from_what()
    {
        var read = Assert.IsType<Engaged>(Assert.Single(Parse().Events));
        Assert.Equal((Engagement.Unsubscribed, "sms", "autumn-coffee", "email"), (read.Engagement, read.Channel, read.CampaignId, read.Member.Type));
        Assert.Equal(Deliveries.Instant("2026-11-04T12:00:06Z"), read.OccurredAt);
    }

    [Fact]
    public void Knows_a_profile_by_its_id_where_no_address_is_told()
    {
        var read = Assert.IsType<Engaged>(Assert.Single(Parse(("\"email_address\"", "\"no_email_address\"")).Events));
        Assert.Equal(("klaviyo-profile", "01SAMPLEPROFILE"), (read.Member.Type, read.Member.Value));
    }

    [Theory]
    [InlineData("unsubscribed_from_sms_marketing", "placed_order")]
    [InlineData("\"payload\"", "\"no_payload\"")]
    public void Takes_in_and_drops_the_rest(string from, string to) => Assert.IsType<NotHandled>(Assert.Single(Parse((from, to)).Events));

    [Theory]
    [InlineData("\"topic\"", "\"no_topic\"", "/data/0/topic")]
    [InlineData("\"data\": [", "\"none\": [", "/data")]
    public void Names_what_is_wrong(string from, string to, string field) => Assert.Equal(field, Assert.Single(Parse((from, to)).Faults).Pointer);

    private static ParsedDelivery Parse(params (string From, string To)[] changes) => Connector.Parse(
        Deliveries.Request(changes.Aggregate(Deliveries.Text("Klaviyo", "unsubscribed"), (text, change) => text.Replace(change.From, change.To))),
        DemoPartners.Of("Klaviyo"));
}
