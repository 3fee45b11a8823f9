using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors.CustomerIo;

/// <summary><c>X-CIO-Signature</c> is hex HMAC-SHA256(signing key, <c>v0:{X-CIO-Timestamp}:{body}</c>). From Customer.io's
/// own sample in Go, as it is quoted elsewhere.</summary>
public static class CustomerIoSignature
{
    public const string Header = "x-cio-signature";
    public const string TimestampHeader = "x-cio-timestamp";

    /// <summary>Signs as Customer.io does.</summary>
    public static string Sign(string secret, DateTimeOffset at, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), Prefix(at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), body));

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        var stamp = request.Header(TimestampHeader);
        var sound = Signatures.TryHex(request.Header(Header), sent) & Signatures.TryUnixSeconds(stamp, out var signedAt);
        var genuine = Signatures.AnyMatches(secrets, sent, Prefix(sound ? stamp : ""), request.Body.Span, []);
        return genuine & sound && Signatures.IsFresh(signedAt, now);
    }

    private static byte[] Prefix(string stamp) => Encoding.UTF8.GetBytes($"v0:{stamp}:");
}
