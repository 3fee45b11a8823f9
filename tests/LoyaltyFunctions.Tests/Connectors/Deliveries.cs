using System.Globalization;
using System.Text;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Shopify;
using LoyaltyFunctions.Connectors.Square;
using LoyaltyFunctions.Connectors.StandardWebhooks;

namespace LoyaltyFunctions.Tests.Connectors;

/// <summary>Makes partners, and deliveries signed as their systems sign.</summary>
internal static class Deliveries
{
    public const string HubSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string NotificationUrl = "https://hub.example.com/api/webhooks/pos/square-shop";

    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

    public static Partner Partner(string format, params string[] secrets) => new()
    {
        Id = "acme",
        Kind = "pos",
        Format = format,
        Secrets = secrets,
        NotificationUrl = format == SquareConnector.Name ? NotificationUrl : null,
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

    /// <summary>A delivery as its system would send it: the name of a Shopify sample is its topic.</summary>
    public static WebhookRequest Sample(string format, string name) => format switch
    {
        ShopifyConnector.Name => Request(
            Text(format, name),
            ("X-Shopify-Topic", name.Replace('.', '/')),
            ("X-Shopify-Event-Id", $"event-{name}"),
            ("X-Shopify-Triggered-At", "2026-11-02T09:00:00.978733396Z")),
        StandardWebhooksConnector.Name => Hub(Text(format, name)),
        _ => Request(Text(format, name)),
    };

    public static string Text(string format, string name) => File.ReadAllText(Path.Combine(Folder(format), $"{name}.json"));

    public static DateTimeOffset Instant(string iso) => DateTimeOffset.Parse(iso, CultureInfo.InvariantCulture);

    public static IEnumerable<string> Samples(string format) =>
        Directory.GetFiles(Folder(format), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Folder(string format) => Path.Combine(AppContext.BaseDirectory, "Connectors", format, "samples");
}
