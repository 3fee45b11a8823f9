using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>A partner of each format, and deliveries as the demo signs them for it.</summary>
internal static class DemoPartners
{
    public static Partner Of(string format) => Deliveries.Partner(format, format switch
    {
        StandardWebhooksConnector.Name => Deliveries.HubSecret,
        SquareConnector.Name or ShopifyConnector.Name => "sample-key",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "has no secret here yet"),
    });

    public static WebhookRequest Sign(DemoStep step, DemoSamples samples, DateTimeOffset at)
    {
        var body = samples.Body(step);
        var headers = DemoSigning.Headers(Of(step.Format), step.Sample, "demo-1", at, body);
        return Deliveries.Request(body, [.. headers.Select(header => (header.Key, header.Value))]);
    }
}
