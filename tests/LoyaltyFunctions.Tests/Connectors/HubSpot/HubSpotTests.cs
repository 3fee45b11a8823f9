using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.HubSpot;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.HubSpot;

/// <summary>HubSpot publishes no vector of version 3; the MAC below was made with openssl.</summary>
public sealed class HubSpotTests
{
    private const string Body = """[{"eventId":1,"subscriptionType":"contact.creation","objectId":123,"occurredAt":1793610000000}]""";
    private const string Url = "https://hub.example.com/api/webhooks/crm/hubspot?a=1%3A2&b=%40";
    private const string Mac = "XWqwMoF0q1hSp+Q23AX+Mguo0G40S0x4PW5hGgcOSP0=";

    private static readonly HubSpotConnector Connector = new();

    [Fact]
    public void Signs_method_address_with_its_escapes_undone_body_and_time()
    {
        Assert.Equal(Mac, HubSpotSignature.Sign("secret", Url, Deliveries.Now, Encoding.UTF8.GetBytes(Body)));
        Assert.True(Verify("POST", Url, "1793610000000"));
    }

    [Theory]
    [InlineData("PUT", Url, "1793610000000")]
    [InlineData("POST", Url + "&c=1", "1793610000000")]
    [InlineData("POST", Url, "1793610000001")]
    [InlineData("POST", Url, "1793610000")]
    [InlineData("POST", Url, "")]
    [InlineData("POST", "", "1793610000000")]
    [Trait("Fault", "76")]
    [Trait("Fault", "78")]
    public void Refuses_another_method_address_or_time(string method, string url, string stamp) => Assert.False(Verify(method, url, stamp));

    [Fact]
    public void Reads_each_changed_property_of_a_contact()
    {
        var events = Parse(Deliveries.Text("HubSpot", "contact")).Events.Cast<CustomerUpdated>().ToList();
        Assert.All(events, read => Assert.Equal(("hubspot-contact", "4001001"), (read.Customer.Type, read.Customer.Value)));
        Assert.Equal(("ada@example.com", "Example-King"), (events[0].Patch.Email.Value, events[1].Patch.FamilyName.Value));
        Assert.Equal("ada@example.com", events[0].AlsoKnownAs!.Value);
        Assert.Null(events[1].AlsoKnownAs);
    }

    [Theory]
    [InlineData("contact.deletion")]
    [InlineData("contact.privacyDeletion")]
    public void A_deleted_contact_is_taken_out(string type)
    {
        var gone = Assert.IsType<CustomerRemoved>(Assert.Single(Parse(Body.Replace("contact.creation", type)).Events));
        Assert.Equal(("hubspot-contact", "123"), (gone.Customer.Type, gone.Customer.Value));
    }

    [Theory]
    [InlineData("hs_email_optout", "true", true)]
    [InlineData("hs_email_optout", "false", false)]
    [InlineData("lifecyclestage", "lead", false)]
    [InlineData("email", "none", false)]
    public void Opting_out_withdraws_the_consent_and_opting_in_gives_none(string name, string value, bool withdraws)
    {
        var read = Assert.Single(Parse($$"""{"subscriptionType":"contact.propertyChange","objectId":1,"occurredAt":1,"propertyName":"{{name}}","propertyValue":"{{value}}"}""").Events);
        Assert.Equal(withdraws, read is CustomerUpdated { Patch.EmailConsent: { Given: true, Value: false } });
        if (!withdraws) Assert.IsType<NotHandled>(read);
    }

    [Fact]
    public void A_new_contact_is_only_a_notice() => Assert.Equal("123", Assert.IsType<ResourceChanged>(Assert.Single(Parse(Body).Events)).Id);

    [Fact]
    [Trait("Fault", "116")]
    public void Needs_its_address() => Assert.Equal("PublicUrl", Assert.Single(Connector.Check(new Partner
    {
        Id = "a",
        Kind = "crm",
        Format = "HubSpot",
        Secrets = ["x"],
    })).Setting);

    private static ParsedDelivery Parse(string body) => Connector.Parse(Deliveries.Request(body), DemoPartners.Of("HubSpot"));

    private static bool Verify(string method, string url, string stamp)
    {
        var headers = new Dictionary<string, string> { [HubSpotSignature.Header] = Mac, [HubSpotSignature.TimestampHeader] = stamp };
        var partner = new Partner { Id = "a", Kind = "crm", Format = "HubSpot", Secrets = ["secret"], PublicUrl = url };
        return Connector.Verify(new WebhookRequest(method, "", [], headers, Encoding.UTF8.GetBytes(Body)), partner, Deliveries.Now);
    }
}
