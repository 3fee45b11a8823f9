using Loyalty.Entries;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// Writes each day that is over once more: sorted by member and sequence, without duplicates, compressed, and with its manifest. The
/// manifest is written last, and never twice: what comes to a day after that is counted to the day that is compacted next.
/// </summary>
public sealed class ArchiveCompactor(ArchiveStore store, TimeProvider clock)
{
    /// <summary>An append that began before midnight has long ended by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <summary>Compacts the earliest days that are over and have no manifest; returns the manifests that stand for those.</summary>
    public async Task<IReadOnlyList<ArchiveManifest>> RunAsync(int most, CancellationToken cancellation)
    {
        var written = new List<ArchiveManifest>();
        var days = await store.DaysAsync(cancellation);
        var last = days.LastOrDefault(day => day.Manifest is not null)?.Manifest;
        var over = DateOnly.FromDateTime((clock.GetUtcNow() - Settling).UtcDateTime);
        var late = days.Where(day => day.Day <= last?.Day && day.HasMore).ToList();
        foreach (var day in days.Where(day => day.Day < over && !(day.Day <= last?.Day)).Take(most).ToList())
        {
            last = await CompactAsync(day, late, last, cancellation);
            late = [];
            written.Add(last);
        }

        return written;
    }

    private async Task<ArchiveManifest> CompactAsync(ArchiveDay day, IReadOnlyList<ArchiveDay> late, ArchiveManifest? last, CancellationToken cancellation)
    {
        var (raw, bytes) = await store.HourlyLinesAsync(day, cancellation);
        var (all, taken) = (new List<ReadOnlyMemory<byte>>(raw), new List<TakenPart> { new(day.Day, bytes) });
        foreach (var earlier in late)
        {
            var (lines, part) = await LateLinesAsync(earlier, cancellation);
            all.AddRange(lines);
            taken.Add(part);
        }

        var entries = ArchiveLine.Sorted(all);
        var sorted = entries.Select(entry => entry.Line).ToList();
        var root = MerkleTree.Root(sorted);
        var manifest = new ArchiveManifest(
            day.Day,
            sorted.Count,
            Totals(entries.Select(entry => entry.Entry)),
            root,
            last?.Day,
            last?.MerkleRoot ?? ArchiveManifest.FirstPreviousRoot,
            ArchiveStore.DayBlob(day.Day, root))
        {
            Taken = taken,
        };
        await store.WriteDayAsync(manifest.Blob, sorted, cancellation);
        return await store.WriteManifestAsync(manifest, cancellation);
    }

    /// <summary>
    /// Lines that a writer appended to a day after it had been compacted: one that was held up for over an hour, or whose clock was set
    /// back. Its manifest stands, so they are counted to the day that is compacted next.
    /// </summary>
    private async Task<(IEnumerable<ReadOnlyMemory<byte>> Lines, TakenPart Part)> LateLinesAsync(ArchiveDay day, CancellationToken cancellation)
    {
        var (lines, bytes) = await store.HourlyLinesAsync(day, cancellation);
        var known = day.Manifest is null ? [] : await store.DayLinesAsync(day.Manifest, cancellation);
        var hashes = known.Select(line => EntryJson.Read(line.Span).Hash).ToHashSet(StringComparer.Ordinal);
        return (lines.Where(line => !hashes.Contains(EntryJson.Read(line.Span).Hash)), new TakenPart(day.Day, bytes));
    }

    internal static SortedDictionary<string, KindTotal> Totals(IEnumerable<LedgerEntry> entries)
    {
        var totals = new SortedDictionary<string, KindTotal>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var kind = entry.Kind.ToWire();
            var total = totals.GetValueOrDefault(kind) ?? new KindTotal(0, 0);
            totals[kind] = new KindTotal(total.Count + 1, total.Points + entry.Points.Value);
        }

        return totals;
    }
}
