using LoyaltyFunctions.Outbound;

namespace LoyaltyFunctions.Tests.Outbound;

public sealed class SubscriberOptionsTests
{
    private const string Secret = "whsec_c2VjcmV0LW9mLXRoZS10aWxscw==";

    [Theory]
    [InlineData("https://crm.example.com/hooks?tenant=7", Secret, null)]
    [InlineData("http://127.0.0.1:8080/", Secret, "loyalty.points.*")]
    [InlineData("https://crm.example.com", Secret, "loyalty.member.enrolled, loyalty.tier.*")]
    public void A_subscriber_with_url_and_secret_is_sound(string url, string secret, string? events) =>
        Assert.Empty(Options(url, secret, events).Validate("crm"));

    [Theory]
    [InlineData(null, Secret, null, "Subscribers__crm__Url: an absolute URL is needed")]
    [InlineData("ftp://crm.example.com", Secret, null, "Subscribers__crm__Url: an absolute URL is needed")]
    [InlineData("https://user:word@crm.example.com", Secret, null, "Subscribers__crm__Url: may hold neither a user nor a fragment")]
    [InlineData("https://crm.example.com", null, null, "Subscribers__crm__Secrets__0: a secret is needed, since nothing is sent unsigned")]
    [InlineData("https://crm.example.com", "whsec_", null, "Subscribers__crm__Secrets__0: must be whsec_ followed by base64")]
    [InlineData("https://crm.example.com", Secret, "loyalty.points.*,loyalty.pionts.earned", "Subscribers__crm__Events: 'loyalty.pionts.earned' is no event of the hub")]
    [Trait("Fault", "116")]
    public void What_is_wrong_is_named(string? url, string? secret, string? events, string fault) =>
        Assert.Equal([fault], Options(url, secret, events).Validate("crm"));

    [Theory]
    [InlineData(null, "loyalty.tier.changed", true)]
    [InlineData("loyalty.points.*", "loyalty.points.earned", true)]
    [InlineData("loyalty.points.*", "loyalty.member.enrolled", false)]
    [InlineData("loyalty.points.earned", "loyalty.points.earned", true)]
    [InlineData("loyalty.*", "loyalty.member.enrolled", true)]
    public void A_list_of_events_may_hold_beginnings(string? list, string type, bool wanted) => Assert.Equal(wanted, new EventFilter(list).Wants(type));

    private static SubscriberOptions Options(string? url, string? secret, string? events)
    {
        var options = new SubscriberOptions { Url = url, Events = events };
        if (secret is not null)
            options.Secrets.Add(secret);
        return options;
    }
}
