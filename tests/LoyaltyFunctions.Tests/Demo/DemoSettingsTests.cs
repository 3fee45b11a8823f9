using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Demo.Systems;
using Microsoft.Extensions.Configuration;

namespace LoyaltyFunctions.Tests.Demo;

public sealed class DemoSettingsTests
{
    [Fact]
    public async Task Only_partners_without_an_address_are_connected_and_only_this_machine_is_let_through()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Partners:crm:Format", "HubSpot"), new("Partners:own:Format", "HubSpot"), new("Partners:own:ApiBase", "https://crm.example.com"),
            new("Partners:till:Format", "Square"), new("Outbound:AllowedHosts:0", "10.0.0.0/8"),
        ]).Build();
        await using var systems = await DemoSystems.StartAsync(TimeProvider.System);

        DemoSettings.Connect(settings, systems, new DateTimeOffset(2026, 11, 22, 10, 0, 0, TimeSpan.Zero));

        Assert.StartsWith("http://127.0.0.1:", settings["Partners:crm:ApiBase"], StringComparison.Ordinal);
        Assert.Equal("https://crm.example.com", settings["Partners:own:ApiBase"]);
        Assert.Null(settings["Partners:own:ApiToken"]);
        Assert.Null(settings["Partners:till:ApiBase"]);
        Assert.Equal(["10.0.0.0/8", "127.0.0.1"], settings.GetSection("Outbound:AllowedHosts").GetChildren().Select(host => host.Value));
        Assert.Equal("2026-11-22T10:00:00.0000000+00:00", settings["Outbound:From"]);
    }
}
