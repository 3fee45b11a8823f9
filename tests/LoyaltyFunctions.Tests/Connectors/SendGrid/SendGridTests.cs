using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.SendGrid;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.SendGrid;

/// <summary>The vector is that of the tests of SendGrid's own libraries; its body ends with a line break that is signed.</summary>
public sealed class SendGridTests
{
    private const string Key = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE83T4O/n84iotIvIW4mdBgQ/7dAfSmpqIM8kF9mN1flpVKS3GRqe62gw+2fNNRaINXvVpiglSI8eNEc6wEA3F+g==";
    private const string Good = "MEUCIGHQVtGj+Y3LkG9fLcxf3qfI10QysgDWmMOVmxG0u6ZUAiEAyBiXDWzM+uOe5W0JuG+luQAbPIqHh89M15TluLtEZtM=";
    private const string Body =
        """[{"email":"hello@world.com","event":"dropped","reason":"Bounced Address","sg_event_id":"ZHJvcC0xMDk5NDkxOS1MUnpYbF9OSFN0T0doUTRrb2ZTbV9BLTA","sg_message_id":"LRzXl_NHStOGhQ4kofSm_A.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0","smtp-id":"<LRzXl_NHStOGhQ4kofSm_A@ismtpd0039p1iad1.sendgrid.net>","timestamp":1600112492}]""" + "\r\n";

    private static readonly DateTimeOffset SignedAt = DateTimeOffset.FromUnixTimeSeconds(1600112502);

    [Fact]
    public void Accepts_the_published_vector() => Assert.True(Verify(Body, Good, "1600112502", Key));

    [Fact]
    [Trait("Fault", "76")]
    public void Refuses_it_without_its_last_line_break_at_another_time_and_under_another_key()
    {
        Assert.False(Verify(Body.TrimEnd(), Good, "1600112502", Key));
        Assert.False(Verify(Body, Good, "1600112503", Key));
        Assert.False(Verify(Body, Good, "1600112502", DemoPartners.OtherSecretOf("SendGrid")));
        Assert.False(Verify(Body, Good, "1600112502", "not a key"));
        Assert.False(Verify(Body, Good, "1600112502"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("MAYCAQACAQA=")]
    [InlineData("not base64!")]
    [Trait("Fault", "76")]
    public void Refuses_what_is_no_signature(string signature) => Assert.False(Verify(Body, signature, "1600112502", Key));

    [Fact]
    [Trait("Fault", "116")]
    public void A_secret_must_be_a_key_of_the_right_curve()
    {
        using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        var wrong = Deliveries.Partner("SendGrid", Key, "x", Convert.ToBase64String(other.ExportSubjectPublicKeyInfo()));
        Assert.Equal(["Secrets__1", "Secrets__2"], new SendGridConnector().Check(wrong).Select(fault => fault.Setting));
    }

    [Fact]
    public void Reads_what_became_of_each_e_mail()
    {
        var events = Parse(Deliveries.Text("SendGrid", "events")).Events.Cast<Engaged>().ToList();
        Assert.Equal([(Engagement.Opened, "autumn-coffee"), (Engagement.Unsubscribed, "autumn")], events.Select(read => (read.Engagement, read.CampaignId!)));
        Assert.All(events, read => Assert.Equal(("email", "ada@example.com", "email"), (read.Channel, read.Member.Value, read.Member.Type)));
    }

    [Theory]
    [InlineData("spamreport", true)]
    [InlineData("group_unsubscribe", true)]
    [InlineData("bounce", false)]
    public void A_spam_report_unsubscribes_and_a_bounce_does_not(string type, bool leaves) => Assert.Equal(
        leaves,
        Parse($$"""{"email":"a@b.c","event":"{{type}}","timestamp":1}""").Events.Single() is Engaged { Engagement: Engagement.Unsubscribed });

    [Theory]
    [InlineData("""[{"email":"a@b.c","timestamp":1}]""", "/0/event")]
    [InlineData("""[{"email":"a@b.c","event":"open","timestamp":1},{"email":"a@b.c","event":"open","timestamp":"1"}]""", "/1/timestamp")]
    public void Names_what_is_wrong(string body, string field) => Assert.Equal(field, Assert.Single(Parse(body).Faults).Pointer);

    private static ParsedDelivery Parse(string body) => new SendGridConnector().Parse(Deliveries.Request(body), DemoPartners.Of("SendGrid"));

    private static bool Verify(string body, string signature, string stamp, params string[] keys) => SendGridSignature.Verify(
        Deliveries.Request(Encoding.UTF8.GetBytes(body), ("X-Twilio-Email-Event-Webhook-Signature", signature), ("X-Twilio-Email-Event-Webhook-Timestamp", stamp)),
        keys,
        SignedAt);
}
