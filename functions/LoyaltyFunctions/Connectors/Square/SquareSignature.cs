using System.Text;

namespace LoyaltyFunctions.Connectors.Square;

/// <summary><c>x-square-hmacsha256-signature</c> is base64 HMAC-SHA256(key, notification URL + body), as Square documents it. There is no
/// timestamp.</summary>
public static class SquareSignature
{
    public const string Header = "x-square-hmacsha256-signature";

    /// <summary>Signs as Square does.</summary>
    public static string Sign(string secret, string notificationUrl, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(notificationUrl), body));

    internal static bool Verify(WebhookRequest request, string? notificationUrl, IReadOnlyList<string> secrets)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        var sound = Signatures.TryBase64(request.Header(Header), sent) & !string.IsNullOrEmpty(notificationUrl);
        var prefix = Encoding.UTF8.GetBytes(notificationUrl ?? "");
        var genuine = false;
        foreach (var secret in secrets)
            genuine |= Signatures.Match(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), prefix, request.Body.Span), sent);
        return genuine & sound;
    }
}
