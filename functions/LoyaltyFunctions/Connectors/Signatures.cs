using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LoyaltyFunctions.Connectors;

/// <summary>What the signature rules have in common. Nothing here throws on hostile input, and an empty key or signature never
/// matches.</summary>
internal static class Signatures
{
    /// <summary>Length of an HMAC-SHA256 in bytes.</summary>
    public const int Sha256Length = SHA256.HashSizeInBytes;

    /// <summary>Longer than any secret; what is longer is not looked at.</summary>
    private const int MaxSecretLength = 1_024;

    private const int MaxStampDigits = 11;
    private const int MaxMillisDigits = 14;

    /// <summary>How far a signed timestamp may be from the hub's clock, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    /// <summary>HMAC-SHA256 over two parts in a row, without copying the body behind its prefix; an empty key gives nothing that a
    /// signature could equal.</summary>
    public static byte[] HmacSha256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body)
    {
        if (key.IsEmpty) return [];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(prefix);
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }

    /// <summary>The same with a third part behind the body, for the senders that sign their timestamp last.</summary>
    public static byte[] HmacSha256(ReadOnlySpan<byte> key, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body, ReadOnlySpan<byte> suffix)
    {
        if (key.IsEmpty) return [];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hmac.AppendData(prefix);
        hmac.AppendData(body);
        hmac.AppendData(suffix);
        return hmac.GetHashAndReset();
    }

    /// <summary>Whether any of the secrets, as UTF-8, made this MAC over the three parts.</summary>
    public static bool AnyMatches(
        IReadOnlyList<string> secrets, ReadOnlySpan<byte> sent, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> body, ReadOnlySpan<byte> suffix)
    {
        var genuine = false;
        foreach (var secret in secrets) genuine |= Match(HmacSha256(Encoding.UTF8.GetBytes(secret), prefix, body, suffix), sent);
        return genuine;
    }

    /// <summary>Whether the text is one of the secrets. Their digests are compared, so that no length shows.</summary>
    public static bool IsSecret(IReadOnlyList<string> secrets, string sent)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(sent.Length > MaxSecretLength ? "" : sent));
        var known = false;
        foreach (var secret in secrets)
            known |= secret.Length > 0 & CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret)), digest);
        return known & sent.Length is > 0 and <= MaxSecretLength;
    }

    /// <summary>Compares in constant time; two empty spans are equal to the framework and not to us.</summary>
    public static bool Match(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> sent) =>
        !expected.IsEmpty && CryptographicOperations.FixedTimeEquals(expected, sent);

    /// <summary>Reads base64 of exactly one SHA-256; false for any other length, alphabet or spacing.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, Span<byte> hash) =>
        text.Length == 44 && Convert.TryFromBase64Chars(text, hash, out var written) && written == Sha256Length;

    /// <summary>Reads hexadecimal of exactly as many bytes as the span has, in either case.</summary>
    public static bool TryHex(ReadOnlySpan<char> text, Span<byte> hash) =>
        text.Length == hash.Length * 2 && Convert.FromHexString(text, hash, out _, out _) == System.Buffers.OperationStatus.Done;

    /// <summary>Reads whole seconds since 1970: digits only, so that no sign, dot or space can shift what was signed.</summary>
    public static bool TryUnixSeconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is 0 or > MaxStampDigits) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    /// <summary>Reads whole milliseconds since 1970, digits only.</summary>
    public static bool TryUnixMilliseconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is 0 or > MaxMillisDigits) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)) return false;
        instant = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return true;
    }

    public static bool IsFresh(DateTimeOffset signedAt, DateTimeOffset now) => (signedAt - now).Duration() <= Tolerance;
}
