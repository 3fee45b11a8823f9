using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Connectors.StandardWebhooks;

/// <summary>
/// Standard Webhooks 1.0.0: <c>webhook-signature</c> is a list of <c>v1,</c>base64 HMAC-SHA256 over <c>{id}.{timestamp}.{body}</c>. The
/// asymmetric
/// <c>v1a,</c> is skipped like any version that is not known.
/// </summary>
public static class StandardWebhooksSignature
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string KeyPrefix = "whsec_";
    private const string Version = "v1";
    private const int MaxListLength = 4_096;

    /// <summary>Signs as a sender does. Throws <see cref="FormatException"/> when the secret is not <c>whsec_</c> and base64.</summary>
    public static string Sign(string secret, string id, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        if (!TryKey(secret, out var key)) throw new FormatException("The secret must be whsec_ followed by base64.");
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return $"{Version},{Convert.ToBase64String(Signatures.HmacSha256(key, Prefix(id, stamp), body))}";
    }

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var (id, stamp) = (request.Header(IdHeader), request.Header(TimestampHeader));
        // Everything is computed before anything is refused: a stale delivery takes as long as a forged one.
        var sound = DeliveryIds.IsUsable(id) & Signatures.TryUnixSeconds(stamp, out var signedAt);
        var sent = Decode(request.Header(SignatureHeader));
        var prefix = Prefix(sound ? id : "", sound ? stamp : "");
        var genuine = false;
        foreach (var secret in secrets)
        {
            if (!TryKey(secret, out var key)) continue;
            var expected = Signatures.HmacSha256(key, prefix, request.Body.Span);
            foreach (var signature in sent) genuine |= Signatures.Match(expected, signature);
        }

        return genuine & sound && Signatures.IsFresh(signedAt, now);
    }

    /// <summary>The key in a secret; false when it is not base64 or empty. The prefix may be missing, as in the specification's own
    /// libraries.</summary>
    internal static bool TryKey(string secret, out byte[] key)
    {
        var text = secret.StartsWith(KeyPrefix, StringComparison.Ordinal) ? secret[KeyPrefix.Length..] : secret;
        var buffer = new byte[text.Length];
        key = Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : [];
        return key.Length > 0;
    }

    // A proxy may join doubled headers by a comma, so the list is read as words: a version is followed by its signature, and a bad word
    // hurts no other.
    private static List<byte[]> Decode(string list)
    {
        var found = new List<byte[]>();
        if (list.Length > MaxListLength) return found;
        var words = list.Split([' ', ',']);
        for (var i = 0; i + 1 < words.Length; i++)
        {
            var hash = new byte[Signatures.Sha256Length];
            if (words[i] == Version && Signatures.TryBase64(words[i + 1], hash)) found.Add(hash);
        }

        return found;
    }

    private static byte[] Prefix(string id, string stamp) => Encoding.UTF8.GetBytes($"{id}.{stamp}.");
}
