using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Loyalty.Entries;

/// <summary>Where a chain of entries breaks, and why.</summary>
public sealed record ChainFault(string MemberId, long Sequence, string Reason);

/// <summary>
/// Each entry's hash is lowercase hex SHA-256 over the previous hash, a line feed and the entry's canonical JSON without its
/// <c>hash</c>; the first previous hash is 64 zeros.
/// </summary>
public static class EntryChain
{
    public static readonly string FirstPreviousHash = new('0', HashLength);

    private const int HashLength = 64;

    public static string HashOf(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var content = new ArrayBufferWriter<byte>(1024);
        content.Write(Encoding.ASCII.GetBytes(entry.PreviousHash));
        content.Write("\n"u8);
        EntryJson.Write(entry, content, withHash: false);
        return Convert.ToHexStringLower(SHA256.HashData(content.WrittenSpan));
    }

    /// <summary>The canonical JSON that is hashed after the previous hash.</summary>
    public static string ContentOf(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var content = new ArrayBufferWriter<byte>(1024);
        EntryJson.Write(entry, content, withHash: false);
        return Encoding.UTF8.GetString(content.WrittenSpan);
    }

    /// <summary>The first fault in one member's entries, in order from <paramref name="previousHash"/> on, or null.</summary>
    public static ChainFault? Verify(IEnumerable<LedgerEntry> entries, string? previousHash = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var (previous, last) = (previousHash ?? FirstPreviousHash, (LedgerEntry?)null);
        foreach (var entry in entries)
        {
            if (Fault(entry, previous, last) is { } reason)
                return new ChainFault(entry.MemberId, entry.Sequence, reason);
            (previous, last) = (entry.Hash, entry);
        }

        return null;
    }

    /// <summary>Whether a line of the archive is what was hashed when it was written, also when a newer version wrote it.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> line)
    {
        var tail = ",\"hash\":\""u8.Length + HashLength + "\"}"u8.Length;
        if (line.Length <= tail || !line[^tail..].StartsWith(",\"hash\":\""u8) || !line.EndsWith("\"}"u8))
            return false;
        var content = line[..^tail];
        const string Marker = ",\"previousHash\":\"";
        var previous = content.LastIndexOf(Encoding.ASCII.GetBytes(Marker)) + Marker.Length;
        if (previous < Marker.Length || content.Length != previous + HashLength + 1)
            return false;
        byte[] hashed = [.. content[previous..^1], (byte)'\n', .. content, (byte)'}'];
        var hash = Encoding.ASCII.GetString(line.Slice(line.Length - HashLength - 2, HashLength));
        return hash == Convert.ToHexStringLower(SHA256.HashData(hashed));
    }

    private static string? Fault(LedgerEntry entry, string previous, LedgerEntry? last) =>
        last is null && previous == FirstPreviousHash && entry.Sequence != 1 ? "the first entry is missing"
        : last is not null && entry.MemberId != last.MemberId ? "the entry belongs to another member"
        : last is not null && entry.Sequence != last.Sequence + 1 ? $"sequence {entry.Sequence} follows {last.Sequence}"
        : entry.PreviousHash != previous ? "the previous hash is another"
        : entry.Hash != HashOf(entry) ? "the content does not match its hash"
        : last is not null && entry.Balance != last.Balance + entry.Points ? "the balance is not the sum"
        : null;
}
