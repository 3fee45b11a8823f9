using Loyalty.Entries;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// Writes each day that is over once more: sorted by member and sequence, without duplicates, compressed, and with its manifest. The
/// manifest is written last, and never twice.
/// </summary>
public sealed class ArchiveCompactor(ArchiveStore store, TimeProvider clock)
{
    /// <summary>An append that began before midnight has long ended by then.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <summary>Compacts every day that is over and has no manifest; returns those.</summary>
    public async Task<IReadOnlyList<ArchiveManifest>> RunAsync(CancellationToken cancellation)
    {
        var written = new List<ArchiveManifest>();
        var manifests = await store.ManifestsAsync(cancellation);
        var last = manifests.Count > 0 ? manifests[^1] : null;
        var over = DateOnly.FromDateTime((clock.GetUtcNow() - Settling).UtcDateTime);
        foreach (var day in await store.DaysAsync(cancellation))
        {
            if (day >= over || day <= last?.Day)
            {
                continue;
            }

            var manifest = await CompactAsync(day, last, cancellation);
            if (!await store.TryWriteManifestAsync(manifest, cancellation))
            {
                // Another instance is at it; what it writes is the same.
                break;
            }

            written.Add(manifest);
            last = manifest;
        }

        return written;
    }

    private async Task<ArchiveManifest> CompactAsync(DateOnly day, ArchiveManifest? last, CancellationToken cancellation)
    {
        var entries = ArchiveLine.Sorted(await store.HourlyLinesAsync(day, cancellation));
        var lines = entries.Select(entry => entry.Line).ToList();
        await store.WriteDayAsync(day, lines, cancellation);
        return new ArchiveManifest(
            day,
            lines.Count,
            Totals(entries.Select(entry => entry.Entry)),
            MerkleTree.Root(lines),
            last?.Day,
            last?.MerkleRoot ?? ArchiveManifest.FirstPreviousRoot,
            ArchiveStore.DayBlob(day));
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
