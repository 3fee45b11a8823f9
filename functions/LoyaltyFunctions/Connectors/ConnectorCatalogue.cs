using System.Diagnostics.CodeAnalysis;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Connectors;

/// <summary>Every format that a partner can have.</summary>
public static class ConnectorCatalogue
{
    private static readonly IReadOnlyList<IConnector> All =
    [
        new StandardWebhooksConnector(),
        new SquareConnector(),
        new ShopifyConnector(),
    ];

    public static string Formats => string.Join(", ", All.Select(connector => connector.Format));

    public static bool TryGet(string format, [NotNullWhen(true)] out IConnector? connector)
    {
        connector = All.FirstOrDefault(known => known.Format == format);
        return connector is not null;
    }
}
