using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors.Klaviyo;

/// <summary><c>Klaviyo-Signature</c> is hex HMAC-SHA256(secret, body + <c>Klaviyo-Timestamp</c>). Headers and algorithm are
/// Klaviyo's own words, the order of the two those of all its receivers; the timestamp comes as an HTTP date or as ISO 8601.</summary>
public static class KlaviyoSignature
{
    public const string Header = "klaviyo-signature";
    public const string TimestampHeader = "klaviyo-timestamp";

    private const int MaxStampLength = 40;

    /// <summary>Signs as Klaviyo does.</summary>
    public static string Sign(string secret, string stamp, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), [], body, Encoding.UTF8.GetBytes(stamp)));

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        var sound = Signatures.TryHex(request.Header(Header), sent) & Time(request) is not null;
        var stamp = request.Header(TimestampHeader) is { Length: <= MaxStampLength } known ? known : "";
        var genuine = Signatures.AnyMatches(secrets, sent, [], request.Body.Span, Encoding.UTF8.GetBytes(stamp));
        return genuine & sound && Signatures.IsFresh(Time(request)!.Value, now);
    }

    internal static DateTimeOffset? Time(WebhookRequest request)
    {
        var text = request.Header(TimestampHeader);
        return text.Length > MaxStampLength ? null
            : DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : VendorTimes.Parse(text);
    }
}
