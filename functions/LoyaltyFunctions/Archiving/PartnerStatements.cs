using Loyalty.Entries;
using LoyaltyFunctions.Api;

namespace LoyaltyFunctions.Archiving;

/// <summary>
/// What a partner issued, took back and redeemed in a month of the archive (UTC days, by the time of archiving), to settle by. Each entry
/// counts once: one that was archived again on a later day belongs to the first.
/// </summary>
public sealed class PartnerStatements(ArchiveStore store)
{
    public async Task<StatementView> OfAsync(string partner, DateOnly month, CancellationToken cancellation)
    {
        var days = await store.DaysAsync(cancellation);
        var (tally, isComplete) = (new Tally(), true);
        foreach (var day in days.Where(day => day.Day.Year == month.Year && day.Day.Month == month.Month))
        {
            isComplete &= day is { Manifest: not null, HasMore: false };
            var late = new List<LedgerEntry>();
            foreach (var entry in (await EntriesAsync(day, cancellation)).Where(entry => entry.Source.Partner == partner))
            {
                if (DateOf(entry) == day.Day)
                {
                    tally.Add(entry);
                }
                else
                {
                    late.Add(entry);
                }
            }

            await AddLateAsync(tally, late, days, cancellation);
        }

        var next = days.Any(day => day.Day >= month.AddMonths(1));
        return tally.View(partner, month, isComplete && next);
    }

    /// <summary>Recorded on an earlier day than archived: a crash or an outage lay between. It counts unless that day has it too.</summary>
    private async Task AddLateAsync(Tally tally, List<LedgerEntry> late, IReadOnlyList<ArchiveDay> days, CancellationToken cancellation)
    {
        foreach (var recorded in late.GroupBy(DateOf))
        {
            var day = days.FirstOrDefault(day => day.Day == recorded.Key);
            var known = day is null ? [] : (await EntriesAsync(day, cancellation)).Select(entry => (entry.MemberId, entry.Sequence)).ToHashSet();
            foreach (var entry in recorded.Where(entry => known.Add((entry.MemberId, entry.Sequence))))
            {
                tally.Add(entry);
            }
        }
    }

    private async Task<IEnumerable<LedgerEntry>> EntriesAsync(ArchiveDay day, CancellationToken cancellation)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        foreach (var blob in day.Blobs)
        {
            await foreach (var line in store.LinesAsync(blob, 0, cancellation))
            {
                lines.Add(line);
            }
        }

        return ArchiveLine.Sorted(lines).Select(line => line.Entry);
    }

    private static DateOnly DateOf(LedgerEntry entry) => DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime);

    private sealed class Tally
    {
        private long _entries;
        private long _issued;
        private long _reversed;
        private long _redeemed;

        public void Add(LedgerEntry entry)
        {
            _entries++;
            switch (entry.Kind)
            {
                case EntryKind.Earn or EntryKind.Bonus or EntryKind.Release:
                    _issued += entry.Points.Value;
                    break;
                case EntryKind.Reverse:
                    _reversed -= entry.Points.Value;
                    break;
                case EntryKind.Redeem:
                    _redeemed -= entry.Points.Value;
                    break;
            }
        }

        public StatementView View(string partner, DateOnly month, bool isComplete) =>
            new(partner, month.ToString("yyyy-MM", null), _issued, _reversed, _redeemed, _entries, isComplete);
    }
}
