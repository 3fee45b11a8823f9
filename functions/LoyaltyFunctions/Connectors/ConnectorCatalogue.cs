using System.Diagnostics.CodeAnalysis;
using LoyaltyFunctions.Connectors.AzureMaps;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Connectors.Clover;
using LoyaltyFunctions.Connectors.CustomerIo;
using LoyaltyFunctions.Connectors.Dataverse;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Connectors.Esri;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Connectors.HubSpot;
using LoyaltyFunctions.Connectors.Klaviyo;
using LoyaltyFunctions.Connectors.Lightspeed;
using LoyaltyFunctions.Connectors.Mailchimp;
using LoyaltyFunctions.Connectors.Odoo;
using LoyaltyFunctions.Connectors.PosLog;
using LoyaltyFunctions.Connectors.Radar;
using LoyaltyFunctions.Connectors.Salesforce;
using LoyaltyFunctions.Connectors.Sap;
using LoyaltyFunctions.Connectors.SendGrid;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Connectors.Stripe;

namespace LoyaltyFunctions.Connectors;

/// <summary>Every format that a partner can have.</summary>
public static class ConnectorCatalogue
{
    private static readonly IReadOnlyList<IConnector> All =
    [
        new StandardWebhooksConnector(),
        new SquareConnector(),
        new ShopifyConnector(),
        new StripeConnector(),
        new LightspeedConnector(),
        new CloverConnector(),
        new PosLogConnector(),
        new BusinessCentralConnector(),
        new SapConnector(),
        new OdooConnector(),
        new ErpFilesConnector(),
        new AzureMapsConnector(),
        new EsriConnector(),
        new RadarConnector(),
        new GeoJsonConnector(),
        new HubSpotConnector(),
        new SalesforceConnector(),
        new DataverseConnector(),
        new SendGridConnector(),
        new KlaviyoConnector(),
        new CustomerIoConnector(),
        new MailchimpConnector(),
    ];

    public static string Formats => string.Join(", ", All.Select(connector => connector.Format));

    public static bool TryGet(string format, [NotNullWhen(true)] out IConnector? connector)
    {
        connector = All.FirstOrDefault(known => known.Format == format);
        return connector is not null;
    }
}
