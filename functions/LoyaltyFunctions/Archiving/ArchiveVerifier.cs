using Loyalty.Entries;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// Proves what was recorded: each line's own hash, each member's chain over the days, and for compacted days the order, the totals, the
/// root and the link to the day before. Names the first thing that does not fit.
/// </summary>
public sealed class ArchiveVerifier(ArchiveStore store)
{
    public async Task<VerificationView> VerifyAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var manifests = (await store.ManifestsAsync(cancellation)).ToDictionary(manifest => manifest.Day);
        var days = manifests.Keys.Union(await store.DaysAsync(cancellation)).Where(day => day >= from && day <= to).Order().ToList();
        var chains = new MemberChains();
        var entries = 0L;
        foreach (var day in days)
        {
            var manifest = manifests.GetValueOrDefault(day);
            var (lines, fault) = await ReadAsync(day, manifest, cancellation);
            fault ??= manifest is null ? null : Link(manifest, manifests);
            fault ??= lines.Select(line => Chain(day, line.Entry, chains)).FirstOrDefault(found => found is not null);
            if (fault is not null)
            {
                return new VerificationView(false, entries, days.IndexOf(day) + 1, fault);
            }

            entries += lines.Count;
        }

        return chains.FirstGap() is { } gap
            ? new VerificationView(false, entries, days.Count, new FaultView(to, gap.MemberId, gap.Sequence, "the entry is missing"))
            : new VerificationView(true, entries, days.Count, null);
    }

    private async Task<(List<ArchiveLine> Lines, FaultView? Fault)> ReadAsync(DateOnly day, ArchiveManifest? manifest, CancellationToken cancellation)
    {
        var raw = manifest is null ? await store.HourlyLinesAsync(day, cancellation) : await store.DayLinesAsync(day, cancellation);
        foreach (var line in raw)
        {
            if (!EntryChain.IsIntact(line.Span))
            {
                return ([], Broken(day, line));
            }
        }

        var lines = ArchiveLine.Sorted(raw);
        return (lines, manifest is null ? null : Hold(manifest, raw, lines));
    }

    private static FaultView? Hold(ArchiveManifest manifest, IReadOnlyList<ReadOnlyMemory<byte>> raw, List<ArchiveLine> lines)
    {
        if (raw.Count != manifest.Entries || lines.Count != manifest.Entries)
        {
            return new FaultView(manifest.Day, null, null, $"the manifest counts {manifest.Entries} entries, the day has {raw.Count}");
        }

        if (MerkleTree.Root(raw) != manifest.MerkleRoot)
        {
            return new FaultView(manifest.Day, null, null, "the lines do not lead to the root of the manifest");
        }

        var totals = ArchiveCompactor.Totals(lines.Select(line => line.Entry));
        return totals.SequenceEqual(manifest.ByKind.OrderBy(total => total.Key, StringComparer.Ordinal))
            ? null
            : new FaultView(manifest.Day, null, null, "the totals by kind are not those of the manifest");
    }

    private static FaultView? Link(ArchiveManifest manifest, Dictionary<DateOnly, ArchiveManifest> manifests)
    {
        var previous = manifest.PreviousDay is { } day ? manifests.GetValueOrDefault(day)?.MerkleRoot : ArchiveManifest.FirstPreviousRoot;
        return previous == manifest.PreviousRoot ? null : new FaultView(manifest.Day, null, null, "the manifest of the day before is missing or another");
    }

    private static FaultView? Chain(DateOnly day, LedgerEntry entry, MemberChains chains) =>
        chains.Add(entry) is { } reason ? new FaultView(day, entry.MemberId, entry.Sequence, reason) : null;

    private static FaultView Broken(DateOnly day, ReadOnlyMemory<byte> line)
    {
        try
        {
            var entry = EntryJson.Read(line.Span);
            return new FaultView(day, entry.MemberId, entry.Sequence, "its hash does not fit its content");
        }
        catch (FormatException)
        {
            return new FaultView(day, null, null, "a line is not an entry");
        }
    }
}
