using System.Globalization;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Demo;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>Makes partners, and deliveries signed as their systems sign.</summary>
internal static class Deliveries
{
    public const string HubSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string NotificationUrl = "https://hub.example.com/api/webhooks/pos/square-shop";

    public const string Topic =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sample/providers/Microsoft.Maps/accounts/sample";

    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>A partner of this format with every setting that the format needs.</summary>
    public static Partner Partner(string format, params string[] secrets) => Partner("acme", format, secrets);

    public static Partner Partner(string id, string format, string[] secrets) => new()
    {
        Id = id,
        Kind = "pos",
        Format = format,
        Secrets = secrets,
        NotificationUrl = format == SquareConnector.Name ? NotificationUrl : null,
        PublicUrl = "https://hub.example.com/api/webhooks/crm/acme",
        OrganizationId = "00DSAMPLE000001AAA",
        Currency = "EUR",
        Topics = [Topic],
    };

    public static WebhookRequest Request(string body, params (string Name, string Value)[] headers) => Request(Encoding.UTF8.GetBytes(body), headers);

    public static WebhookRequest Request(byte[] body, params (string Name, string Value)[] headers) =>
        new("POST", "/api/webhooks/pos/acme", [], headers.Select(header => KeyValuePair.Create(header.Name, header.Value)), body);

    public static WebhookRequest Hub(string body, string id = "msg_1", DateTimeOffset? at = null)
    {
        var signedAt = at ?? Now;
        return Request(
            body,
            ("webhook-id", id),
            ("webhook-timestamp", $"{signedAt.ToUnixTimeSeconds()}"),
            ("webhook-signature", StandardWebhooksSignature.Sign(HubSecret, id, signedAt, Encoding.UTF8.GetBytes(body))));
    }

    /// <summary>A sample as its system would send it, signed with the partner's first secret.</summary>
    public static WebhookRequest Sample(string format, string name, Partner? partner = null, DateTimeOffset? at = null)
    {
        var body = Encoding.UTF8.GetBytes(Text(format, name));
        var proof = DemoSigning.Prove(partner ?? DemoPartners.Of(format), name, $"event-{name}", at ?? Now, body);
        return Request(body, proof);
    }

    public static WebhookRequest Request(byte[] body, DemoProof proof) =>
        new("POST", "/api/webhooks/pos/acme", [], proof.Headers, body, proof.Secret);

    public static string Text(string format, string name) => File.ReadAllText(DemoSamples.FileOf(format, name));

    public static bool IsJson(string format, string name) => DemoSamples.FileOf(format, name).EndsWith(".json", StringComparison.Ordinal);

    public static DateTimeOffset Instant(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);

    public static IEnumerable<string> Samples(string format) =>
        Directory.GetFiles(Folder(format)).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder(string format) => Path.Combine(AppContext.BaseDirectory, "Connectors", format, "samples");
}
