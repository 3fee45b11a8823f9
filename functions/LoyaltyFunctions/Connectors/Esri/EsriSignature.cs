using System.Text;

namespace LoyaltyFunctions.Connectors.Esri;

/// <summary><c>x-esriHook-Signature: sha256=…</c> is base64 HMAC-SHA256(key, body), as Esri's page on the security of webhooks says;
/// at times it is URL-encoded, and older layers send payload and signature as fields of a form, as their receivers have it. A challenge is
/// answered with the same MAC over its token.</summary>
public static class EsriSignature
{
    public const string Header = "x-esrihook-signature";
    public const string Challenge = "crc_token";

    private const string Field = "x-esriHook-Signature";
    private const string Prefix = "sha256=";
    private const int MaxTokenLength = 256;
    private const int MaxSignatureLength = 256;

    /// <summary>Signs as ArcGIS does.</summary>
    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        Prefix + Convert.ToBase64String(Signatures.HmacSha256(Encoding.UTF8.GetBytes(secret), [], body));

    /// <summary>
    /// The answer to a challenge. Whoever asks gets a MAC under the key that deliveries are signed with, so only tokens are signed that can
    /// be no delivery: without a brace, bracket or percent sign, no JSON and no form of one.
    /// </summary>
    internal static WebhookReply? Answer(WebhookRequest request, Partner partner)
    {
        var token = request.Parameter(Challenge);
        if (request.Method != "GET" || token.Length is 0 or > MaxTokenLength || partner.Secrets is not [{ Length: > 0 } secret, ..]) return null;
        return token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~' or '+' or '/' or '=')
            ? WebhookReply.Json($$"""{"response_token":"{{Sign(secret, Encoding.UTF8.GetBytes(token))}}"}""")
            : null;
    }

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets)
    {
        Span<byte> sent = stackalloc byte[Signatures.Sha256Length];
        if (TryRead(request.Header(Header), sent)) return Signatures.AnyMatches(secrets, sent, [], request.Body.Span, []);
        return EsriForm.TryRead(request.Body.Span, out var form) && TryRead(form.Fields.GetValueOrDefault(Field, ""), sent)
            && (Signatures.AnyMatches(secrets, sent, [], form.Payload, []) | Signatures.AnyMatches(secrets, sent, [], form.RawPayload, []));
    }

    private static bool TryRead(string text, Span<byte> hash)
    {
        if (text.Length > MaxSignatureLength) return false;
        // A plus in base64 means itself here, whether or not the rest is URL-encoded.
        var plain = Uri.UnescapeDataString(text);
        return plain.StartsWith(Prefix, StringComparison.Ordinal) && Signatures.TryBase64(plain.AsSpan(Prefix.Length).ToString().Replace(' ', '+'), hash);
    }
}
