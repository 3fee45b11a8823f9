using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.BusinessCentral;
using LoyaltyFunctions.Connectors.ErpFiles;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Connectors.PosLog;
using LoyaltyFunctions.Connectors.SendGrid;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Connectors;
using LoyaltyFunctions.Tests.Documentation;

namespace LoyaltyFunctions.Tests.Demo;

/// <summary>A partner of each format, and deliveries as the demo signs them for it.</summary>
internal static class DemoPartners
{
    /// <summary>What a sender of this format signs with, or puts in its place.</summary>
    public static string SecretOf(string format) => format switch
    {
        StandardWebhooksConnector.Name or PosLogConnector.Name or GeoJsonConnector.Name or ErpFilesConnector.Name => Deliveries.HubSecret,
        BusinessCentralConnector.Name => "sample-businesscentral-client-state",
        SendGridConnector.Name => AppServices.SampleSettings["Partners__sendgrid__Secrets__0"],
        _ => "sample-key",
    };

    /// <summary>Another secret that the format can read.</summary>
    public static string OtherSecretOf(string format) => format switch
    {
        StandardWebhooksConnector.Name or PosLogConnector.Name or GeoJsonConnector.Name or ErpFilesConnector.Name => "whsec_" + Convert.ToBase64String("another secret"u8),
        SendGridConnector.Name => "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEeIM9X8O+2/vgFFgXme54h1od0/R7A+JQhmmJW95/zsdsMjJVwZ6ht3GtRWdPMmJSEA4pQhfxsvavpHE5FN9fyg==",
        _ => "another-key",
    };

    public static Partner Of(string format) => Deliveries.Partner(format, SecretOf(format));

    public static WebhookRequest Sign(DemoStep step, DemoSamples samples, DateTimeOffset at)
    {
        var body = samples.Body(step);
        return Deliveries.Request(body, DemoSigning.Prove(Of(step.Format), step.Sample, "demo-1", at, body));
    }
}
