using LoyaltyFunctions.Connectors;
using Microsoft.Extensions.Configuration;

namespace LoyaltyFunctions.Tests.Connectors;

[Trait("Fault", "116")]
public sealed class PartnerOptionsTests
{
    [Fact]
    public void Finds_nothing_wrong_with_a_complete_partner()
    {
        var options = Bind(("Kind", "pos"), ("Format", "Square"), ("Secrets:0", "key"), ("NotificationUrl", Deliveries.NotificationUrl));
        Assert.Empty(options.Validate("Acme"));
        var partner = options.ToPartner("Acme");
        Assert.Equal(("acme", "pos", "Square", Deliveries.NotificationUrl), (partner.Id, partner.Kind, partner.Format, partner.NotificationUrl));
        Assert.Equal(["key"], partner.Secrets);
    }

    [Theory]
    [InlineData("Kind", null, "Partners__acme__Kind: ")]
    [InlineData("Kind", "bakery", "Partners__acme__Kind: ")]
    [InlineData("Format", null, "Partners__acme__Format: ")]
    [InlineData("Format", "square", "Partners__acme__Format: ")]
    [InlineData("Secrets:0", null, "Partners__acme__Secrets__0: ")]
    [InlineData("Secrets:0", "", "Partners__acme__Secrets__0: ")]
    [InlineData("Secrets:1", " ", "Partners__acme__Secrets__1: ")]
    [InlineData("NotificationUrl", null, "Partners__acme__NotificationUrl: ")]
    [InlineData("NotificationUrl", "hub.example.com", "Partners__acme__NotificationUrl: ")]
    public void Names_the_setting_that_is_missing_or_wrong(string setting, string? value, string line)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Kind"] = "pos",
            ["Format"] = "Square",
            ["Secrets:0"] = "key",
            ["NotificationUrl"] = Deliveries.NotificationUrl,
            [setting] = value,
        };
        var options = Bind([.. settings.Where(pair => pair.Value is not null).Select(pair => (pair.Key, pair.Value!))]);
        Assert.StartsWith(line, Assert.Single(options.Validate("acme")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("whsec_")]
    [InlineData("whsec_not*base64")]
    public void Refuses_a_secret_that_the_format_cannot_read_and_does_not_print_it(string secret)
    {
        var line = Assert.Single(Bind(("Kind", "pos"), ("Format", "StandardWebhooks"), ("Secrets:0", Deliveries.HubSecret), ("Secrets:1", secret)).Validate("acme"));
        Assert.StartsWith("Partners__acme__Secrets__1: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("not*base64", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("-a")]
    public void Refuses_an_id_that_no_route_can_carry(string id) =>
        Assert.Single(Bind(("Kind", "pos"), ("Format", "Shopify"), ("Secrets:0", "secret")).Validate(id));

    private static PartnerOptions Bind(params (string Name, string Value)[] settings)
    {
        var options = new PartnerOptions();
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build().Bind(options);
        return options;
    }
}
