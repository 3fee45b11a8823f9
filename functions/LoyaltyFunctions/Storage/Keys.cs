using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The text of every key. Keys hold our own ids, lower-case base32 of hashes and zero-padded numbers, never a partner's text; row keys
/// carry the partition's id too, so that they are unique in a table (Azurite indexes by row key alone).
/// </summary>
public static class Keys
{
    internal const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string Account(string memberId) => memberId + "-account";

    public static string Profile(string memberId) => memberId + "-profile";

    /// <summary>Newest first: a range query in key order is the member's history as it is shown.</summary>
    public static string Entry(string memberId, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{memberId}-entry-{long.MaxValue - sequence:D19}");

    public static bool IsEntry(string memberId, string rowKey) =>
        rowKey.Length > memberId.Length && rowKey.AsSpan(memberId.Length).StartsWith("-entry-", StringComparison.Ordinal);

    public static long SequenceOf(string entryRowKey) =>
        long.MaxValue - long.Parse(entryRowKey.AsSpan(entryRowKey.LastIndexOf('-') + 1), CultureInfo.InvariantCulture);

    public static string Operation(string memberId, string operation) => memberId + "-op-" + operation;

    public static string Redemption(string memberId, string redemptionId) => memberId + "-redemption-" + redemptionId;

    public static string BenefitUse(string memberId, string useId) => memberId + "-use-" + useId;

    public static string Merging(string memberId) => memberId + "-merging";

    public static string Referral(string memberId) => memberId + "-referral";

    public static string Receipt(string memberId, string receiptHash) => memberId + "-receipt-" + receiptHash;

    /// <summary>A member id follows from what enrols the member, so that a repeated enrolment meets itself.</summary>
    public static string MemberOf(string operation) => "m" + Hash("member", operation);

    public static string Delivery(string partner, string senderId) => "d" + Hash("delivery", partner, senderId);

    /// <summary>130 bits of SHA-256 over the length-prefixed parts, as 26 characters of lower-case base32.</summary>
    public static string Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BitConverter.TryWriteBytes(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        Span<byte> digest = stackalloc byte[32];
        hash.GetHashAndReset(digest);
        return Base32(digest);
    }

    private static string Base32(ReadOnlySpan<byte> digest)
    {
        Span<char> text = stackalloc char[26];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 5;
            var pair = (digest[bit / 8] << 8) | digest[(bit / 8) + 1];
            text[i] = Alphabet[(pair >> (11 - (bit % 8))) & 31];
        }

        return new string(text);
    }
}
