using System.Text;

namespace LoyaltyFunctions.Connectors.Lightspeed;

/// <summary><c>X-Signature: signature=…,algorithm=HMAC-SHA256</c> is HMAC-SHA256(client secret, body), as Lightspeed's page on webhooks says
/// without saying how the hash is written: hex, as most receivers read it, or base64. There is no timestamp.</summary>
public static class LightspeedSignature
{
    public const string Header = "x-signature";

    private const int MaxLength = 1_024;

    /// <summary>Signs as Lightspeed does.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        $"signature={Convert.ToHexStringLower(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), [], body))}, algorithm=HMAC-SHA256";

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets)
    {
        var header = request.Header(Header);
        var parts = header.Length > MaxLength ? [] : header.Split(',', StringSplitOptions.TrimEntries);
        var known = parts.Contains("algorithm=HMAC-SHA256", StringComparer.OrdinalIgnoreCase);
        var genuine = false;
        foreach (var part in parts)
        {
            var hash = new byte[Signatures.Sha256Length];
            if (part.StartsWith("signature=", StringComparison.OrdinalIgnoreCase) && (Signatures.TryHex(part.AsSpan(10), hash) || Signatures.TryBase64(part.AsSpan(10), hash)))
                genuine |= Signatures.AnyMatches(secrets, hash, [], request.Body.Span, []);
        }

        return genuine & known;
    }
}
