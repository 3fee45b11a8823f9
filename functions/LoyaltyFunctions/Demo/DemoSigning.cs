using System.Globalization;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Demo;

/// <summary>Signs as the connected systems sign, with the partner's first secret.</summary>
internal static class DemoSigning
{
    /// <summary>The headers of a delivery. The id is a header where the format has one for it; Square's stands in the body.</summary>
    public static IReadOnlyDictionary<string, string> Headers(Partner partner, string sample, string id, DateTimeOffset at, ReadOnlySpan<byte> body) =>
        partner.Format switch
        {
            StandardWebhooksConnector.Name => new Dictionary<string, string>
            {
                [StandardWebhooksSignature.IdHeader] = id,
                [StandardWebhooksSignature.TimestampHeader] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                [StandardWebhooksSignature.SignatureHeader] = StandardWebhooksSignature.Sign(partner.Secrets[0], id, at, body),
            },
            SquareConnector.Name => new Dictionary<string, string>
            {
                [SquareSignature.Header] = SquareSignature.Sign(partner.Secrets[0], partner.NotificationUrl ?? "", body),
            },
            ShopifyConnector.Name => new Dictionary<string, string>
            {
                [ShopifyHeaders.Topic] = sample.Replace('.', '/'),
                [ShopifyHeaders.EventId] = id,
                [ShopifyHeaders.TriggeredAt] = at.ToString("O", CultureInfo.InvariantCulture),
                [ShopifySignature.Header] = ShopifySignature.Sign(partner.Secrets[0], body),
            },
            _ => throw new NotSupportedException($"The demo does not know how {partner.Format} signs."),
        };
}
