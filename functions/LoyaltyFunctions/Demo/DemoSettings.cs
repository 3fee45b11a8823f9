using System.Globalization;
using LoyaltyFunctions.Demo.Systems;
using LoyaltyFunctions.Hosting.Options;
using Microsoft.Extensions.Configuration;

namespace LoyaltyFunctions.Demo;

/// <summary>
/// The settings that connect the demo's own systems, set over all others for this process alone. A partner that has an address of its own
/// keeps it. Nobody is told of the year: that would be tens of thousands of calls.
/// </summary>
internal static class DemoSettings
{
    public static void Connect(IConfiguration configuration, DemoSystems systems, DateTimeOffset now)
    {
        foreach (var partner in configuration.GetSection("Partners").GetChildren().Where(partner => string.IsNullOrEmpty(partner["ApiBase"])))
        {
            if (systems.Connect(partner.Key, partner["Format"] ?? "") is { } address)
            {
                partner["ApiBase"] = address;
                partner["ApiToken"] = partner["Format"] == "CustomerIo" ? DemoSystems.CustomerIoToken : DemoSystems.Token;
                partner["Currency"] ??= "EUR";
            }
        }

        var subscriber = configuration.GetSection($"Subscribers:{DemoSystems.Subscriber}");
        subscriber["Url"] = systems.SubscriberUrl;
        subscriber["Secrets:0"] = DemoSystems.SubscriberSecret;
        var outbound = configuration.GetSection(OutboundOptions.SectionName);
        var allowed = outbound.GetSection(nameof(OutboundOptions.AllowedHosts));
        allowed[allowed.GetChildren().Count().ToString(CultureInfo.InvariantCulture)] = "127.0.0.1";
        outbound[nameof(OutboundOptions.From)] = now.ToString("O", CultureInfo.InvariantCulture);
    }
}
