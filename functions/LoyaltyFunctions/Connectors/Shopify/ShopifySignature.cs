using System.Text;

namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary><c>X-Shopify-Hmac-Sha256</c> is base64 HMAC-SHA256(app secret, body), as Shopify documents it. There is no timestamp.</summary>
public static class ShopifySignature
{
    public const string Header = "x-shopify-hmac-sha256";

    /// <summary>Signs as Shopify does.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), [], body));

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        var sound = Signatures.TryBase64(request.Header(Header), sent);
        var genuine = false;
        foreach (var secret in secrets)
            genuine |= Signatures.Match(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), [], request.Body.Span), sent);
        return genuine & sound;
    }
}
