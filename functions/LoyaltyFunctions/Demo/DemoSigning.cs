using System.Globalization;
using LoyaltyFunctions.Connectors;
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

namespace LoyaltyFunctions.Demo;

/// <summary>What proves a delivery besides its body: headers, or the secret that ends its path.</summary>
internal sealed record DemoProof(IReadOnlyDictionary<string, string> Headers, string Secret = "")
{
    public static DemoProof Of(params (string Name, string Value)[] headers) => new(headers.ToDictionary(header => header.Name, header => header.Value));
}

/// <summary>Signs as the connected systems sign, with the partner's first secret.</summary>
internal static class DemoSigning
{
    /// <summary>The private half of the key pair whose public half the sample settings give to SendGrid. It signs nothing but samples.</summary>
    public const string SampleSendGridKey =
        "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQghPTms1S4qd+G/OuxvbB5Xcu8VV9JgFIf/y4BpyS7QOGhRANCAAQunQ7nbSYBYovszdxk+z20gIpSa9jkQsi252wWRu7P+uZbEohzmXpYG2tiKwDk23HicZVaitpucrL1ebUgIUBR";

    /// <summary>The proof of a delivery. The id is a header where the format has one for it; others have it in the body, or none.</summary>
    public static DemoProof Prove(Partner partner, string sample, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var secret = partner.Secrets[0];
        return partner.Format switch
        {
            StandardWebhooksConnector.Name or PosLogConnector.Name or GeoJsonConnector.Name => DemoProof.Of(
                (StandardWebhooksSignature.IdHeader, id),
                (StandardWebhooksSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                (StandardWebhooksSignature.SignatureHeader, StandardWebhooksSignature.Sign(secret, id, at, body))),
            ErpFilesConnector.Name => DemoProof.Of(
                (ErpFileName.Header, $"{sample}.csv"),
                (StandardWebhooksSignature.IdHeader, id),
                (StandardWebhooksSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                (StandardWebhooksSignature.SignatureHeader, StandardWebhooksSignature.Sign(secret, id, at, body))),
            SquareConnector.Name => DemoProof.Of((SquareSignature.Header, SquareSignature.Sign(secret, partner.NotificationUrl ?? "", body))),
            ShopifyConnector.Name => DemoProof.Of(
                (ShopifyHeaders.Topic, sample.Replace('.', '/')),
                (ShopifyHeaders.EventId, id),
                (ShopifyHeaders.TriggeredAt, at.ToString("O", CultureInfo.InvariantCulture)),
                (ShopifySignature.Header, ShopifySignature.Sign(secret, body))),
            StripeConnector.Name => DemoProof.Of((StripeSignature.Header, StripeSignature.Sign(secret, at, body))),
            LightspeedConnector.Name => DemoProof.Of((LightspeedSignature.Header, LightspeedSignature.Sign(secret, body))),
            HubSpotConnector.Name => DemoProof.Of(
                (HubSpotSignature.TimestampHeader, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                (HubSpotSignature.Header, HubSpotSignature.Sign(secret, partner.PublicUrl ?? "", at, body))),
            SendGridConnector.Name => DemoProof.Of(
                (SendGridSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                (SendGridSignature.Header, SendGridSignature.Sign(SampleSendGridKey, at, body))),
            KlaviyoConnector.Name => DemoProof.Of(
                (KlaviyoSignature.TimestampHeader, at.ToString("r", CultureInfo.InvariantCulture)),
                (KlaviyoSignature.Header, KlaviyoSignature.Sign(secret, at.ToString("r", CultureInfo.InvariantCulture), body))),
            CustomerIoConnector.Name => DemoProof.Of(
                (CustomerIoSignature.TimestampHeader, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
                (CustomerIoSignature.Header, CustomerIoSignature.Sign(secret, at, body))),
            DataverseConnector.Name => DemoProof.Of((partner.HeaderName ?? DataverseSignature.DefaultHeader, secret)),
            RadarConnector.Name => DemoProof.Of((RadarSignature.IdHeader, id), (RadarSignature.Header, RadarSignature.Sign(secret, id))),
            EsriConnector.Name => DemoProof.Of((EsriSignature.Header, EsriSignature.Sign(secret, body))),
            AzureMapsConnector.Name => DemoProof.Of((AzureMapsProof.Header, secret)),
            SapConnector.Name => DemoProof.Of((SapToken.Header, $"Bearer {secret}")),
            BusinessCentralConnector.Name => DemoProof.Of(),
            MailchimpConnector.Name or SalesforceConnector.Name or OdooConnector.Name => DemoProof.Of() with { Secret = secret },
            CloverConnector.Name => DemoProof.Of((CloverSignature.Header, secret)),
            _ => throw new NotSupportedException($"The demo does not know how {partner.Format} signs."),
        };
    }
}
