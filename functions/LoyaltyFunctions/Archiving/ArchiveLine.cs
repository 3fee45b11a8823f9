using Loyalty.Entries;

namespace LoyaltyFunctions.Archiving;

/// <summary>An archived line with what it says.</summary>
internal sealed record ArchiveLine(ReadOnlyMemory<byte> Line, LedgerEntry Entry)
{
    /// <summary>By member and sequence, each entry once: publishing is at least once, the archive shows it exactly once.</summary>
    public static List<ArchiveLine> Sorted(IEnumerable<ReadOnlyMemory<byte>> lines) =>
    [
        .. lines.Select(line => new ArchiveLine(line, EntryJson.Read(line.Span)))
            .DistinctBy(line => (line.Entry.MemberId, line.Entry.Sequence, line.Entry.Hash))
            .OrderBy(line => line.Entry.MemberId, StringComparer.Ordinal)
            .ThenBy(line => line.Entry.Sequence),
    ];
}
