using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors.HubSpot;

/// <summary><c>X-HubSpot-Signature-v3</c> is base64 HMAC-SHA256(client secret, method + URI + body + timestamp), where some escapes of the URI
/// are undone, as HubSpot documents it. Versions 1 and 2 are plain hashes without a time and are not accepted.</summary>
public static class HubSpotSignature
{
    public const string Header = "x-hubspot-signature-v3";
    public const string TimestampHeader = "x-hubspot-request-timestamp";

    private static readonly (string Escape, string Meaning)[] Undone =
    [
        ("%3A", ":"), ("%2F", "/"), ("%3F", "?"), ("%40", "@"), ("%21", "!"), ("%24", "$"),
        ("%27", "'"), ("%28", "("), ("%29", ")"), ("%2A", "*"), ("%2C", ","), ("%3B", ";"),
    ];

    /// <summary>Signs as HubSpot does.</summary>
    public static string Sign(string secret, string url, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        var stamp = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var mac = Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), Prefix("POST", url), body, Encoding.UTF8.GetBytes(stamp));
        return Convert.ToBase64String(mac);
    }

    internal static bool Verify(WebhookRequest request, Partner partner, DateTimeOffset now)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        var stamp = request.Header(TimestampHeader);
        var sound = Signatures.TryBase64(request.Header(Header), sent) & Signatures.TryUnixMilliseconds(stamp, out var signedAt)
            & !string.IsNullOrEmpty(partner.PublicUrl);
        var genuine = Signatures.AnyMatches(
            partner.Secrets, sent, Prefix(request.Method, partner.PublicUrl ?? ""), request.Body.Span, Encoding.UTF8.GetBytes(sound ? stamp : ""));
        return genuine & sound && Signatures.IsFresh(signedAt, now);
    }

    private static byte[] Prefix(string method, string url) => Encoding.UTF8.GetBytes(
        method + Undone.Aggregate(url, (text, escape) => text.Replace(escape.Escape, escape.Meaning, StringComparison.OrdinalIgnoreCase)));
}
