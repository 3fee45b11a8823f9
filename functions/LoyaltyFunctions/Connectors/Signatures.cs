using System.Globalization;
using System.Security.Cryptography;

namespace LoyaltyFunctions.Connectors;

/// <summary>What the signature rules have in common. Nothing here throws on hostile input, and an empty key or signature never
/// matches.</summary>
internal static class Signatures
{
    /// <summary>Length of an HMAC-SHA256 in bytes.</summary>
    public const int Sha256Length = SHA256.HashSizeInBytes;

    private const int MaxStampDigits = 11;

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

    /// <summary>Compares in constant time; two empty spans are equal to the framework and not to us.</summary>
    public static bool Match(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> sent) =>
        !expected.IsEmpty && CryptographicOperations.FixedTimeEquals(expected, sent);

    /// <summary>Reads base64 of exactly one SHA-256; false for any other length, alphabet or spacing.</summary>
    public static bool TryBase64(ReadOnlySpan<char> text, Span<byte> hash) =>
        text.Length == 44 && Convert.TryFromBase64Chars(text, hash, out var written) && written == Sha256Length;

    /// <summary>Reads whole seconds since 1970: digits only, so that no sign, dot or space can shift what was signed.</summary>
    public static bool TryUnixSeconds(ReadOnlySpan<char> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is 0 or > MaxStampDigits) return false;
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        instant = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return true;
    }

    public static bool IsFresh(DateTimeOffset signedAt, DateTimeOffset now) => (signedAt - now).Duration() <= Tolerance;
}
