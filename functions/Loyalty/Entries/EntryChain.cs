namespace Loyalty.Entries;

/// <summary>Where a chain of entries breaks, and why.</summary>
public sealed record ChainFault(string MemberId, long Sequence, string Reason);

/// <summary>
/// Each entry's hash is lowercase hex SHA-256 over the previous hash, a line feed and the entry's canonical JSON without its
/// <c>hash</c>; the first previous hash is 64 zeros.
/// </summary>
public static class EntryChain
{
    public static readonly string FirstPreviousHash = new('0', 64);

    public static string HashOf(LedgerEntry entry) => throw new NotImplementedException();

    /// <summary>The first fault in one member's entries, in order from <paramref name="previousHash"/> on, or null.</summary>
    public static ChainFault? Verify(IEnumerable<LedgerEntry> entries, string? previousHash = null) => throw new NotImplementedException();

    /// <summary>Whether a line of the archive is what was hashed when it was written, also when a newer version wrote it.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> line) => throw new NotImplementedException();
}
