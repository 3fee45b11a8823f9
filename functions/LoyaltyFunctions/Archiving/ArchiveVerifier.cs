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
        var all = await store.DaysAsync(cancellation);
        var manifests = all.Select(day => day.Manifest).OfType<ArchiveManifest>().ToDictionary(manifest => manifest.Day);
        var days = all.Where(day => day.Day >= from && day.Day <= to).ToList();
        var chains = new MemberChains();
        var entries = 0L;
        foreach (var day in days)
        {
            var (lines, fault) = await ReadAsync(day, cancellation);
            fault ??= day.Manifest is null ? null : Link(day.Manifest, manifests);
            fault ??= lines.Select(line => Chain(day.Day, line.Entry, chains)).FirstOrDefault(found => found is not null);
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

    private async Task<(List<ArchiveLine> Lines, FaultView? Fault)> ReadAsync(ArchiveDay day, CancellationToken cancellation)
    {
        var compacted = day.Manifest is null ? [] : await store.DayLinesAsync(day.Manifest, cancellation);
        var hourly = day.HasMore ? (await store.HourlyLinesAsync(day, cancellation)).Lines : [];
        foreach (var line in compacted.Concat(hourly))
        {
            if (!EntryChain.IsIntact(line.Span))
            {
                return ([], Broken(day.Day, line));
            }
        }

        var fault = day.Manifest is null ? null : Hold(day.Manifest, compacted, ArchiveLine.Sorted(compacted));
        return (ArchiveLine.Sorted(compacted.Concat(hourly)), fault);
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
