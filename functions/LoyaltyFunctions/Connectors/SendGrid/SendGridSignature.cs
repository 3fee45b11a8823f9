using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LoyaltyFunctions.Connectors.SendGrid;

/// <summary><c>X-Twilio-Email-Event-Webhook-Signature</c> is base64 of a DER ECDSA signature (P-256, SHA-256) over timestamp and body, to the
/// last byte: SendGrid ends its bodies with a line break.</summary>
public static class SendGridSignature
{
    public const string Header = "x-twilio-email-event-webhook-signature";
    public const string TimestampHeader = "x-twilio-email-event-webhook-timestamp";

    // Two numbers of at most 33 bytes with their tags.
    private const int MaxBytes = 72;

    /// <summary>Signs as SendGrid does, with the private half of the pair: base64 of PKCS #8.</summary>
    public static string Sign(string privateKey, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(Convert.FromBase64String(privateKey), out _);
        var stamp = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(stamp), .. body];
        return Convert.ToBase64String(key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    internal static bool IsKey(string secret)
    {
        using var key = TryKey(secret);
        return key is not null;
    }

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets, DateTimeOffset now)
    {
        var stamp = request.Header(TimestampHeader);
        var sound = Signatures.TryUnixSeconds(stamp, out var signedAt);
        var header = request.Header(Header);
        var signature = new byte[MaxBytes + 3];
        if (!sound || header.Length > signature.Length * 4 / 3 || !Convert.TryFromBase64String(header, signature, out var length)) return false;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(stamp));
        hash.AppendData(request.Body.Span);
        var digest = hash.GetHashAndReset();
        var genuine = false;
        foreach (var secret in secrets)
        {
            using var key = TryKey(secret);
            genuine |= key is not null && key.VerifyHash(digest, signature.AsSpan(0, length), DSASignatureFormat.Rfc3279DerSequence);
        }

        return genuine && Signatures.IsFresh(signedAt, now);
    }

    private static ECDsa? TryKey(string secret)
    {
        var bytes = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret, bytes, out var length) || length == 0) return null;
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(bytes.AsSpan(0, length), out var read);
            if (read == length && key.KeySize == 256) return key;
        }
        catch (CryptographicException)
        {
            // Not a key: nothing can have been signed with it.
        }

        key.Dispose();
        return null;
    }
}
