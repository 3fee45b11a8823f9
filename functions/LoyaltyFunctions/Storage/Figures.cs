using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// What happened by day, counted for the eye: each process adds up in memory and writes its own row of a day every few seconds, so that
/// counting costs a commit nothing. A process that is killed loses its last seconds; what must be exact is in manifests and reconciliation.
/// </summary>
public sealed class Figures(LedgerTables tables)
{
    private const string DayFormat = "yyyyMMdd";

    private readonly string _writer = RandomNumberGenerator.GetHexString(8, lowercase: true);
    private readonly ConcurrentDictionary<DateOnly, Day> _days = new();

    private TableClient Table => tables.Shared(Names.Tables.Figures);

    /// <summary>Adds to a figure of a day.</summary>
    public void Add(DateOnly on, string figure, long by)
    {
        var day = _days.GetOrAdd(on, _ => new Day());
        day.Counts.AddOrUpdate(figure, by, (_, before) => unchecked(before + by));
        day.IsNew = true;
    }

    /// <summary>Counts what became of a delivery, on the day (UTC) on which it was received.</summary>
    public void CountDelivery(DeliveryRecord delivery)
    {
        var on = DateOnly.FromDateTime(delivery.ReceivedAt.UtcDateTime);
        Add(on, FigureNames.Delivery(delivery.Partner, delivery.Status), 1);
        _days[on].Latest(FigureNames.LastDelivery(delivery.Partner), delivery.ReceivedAt.ToUnixTimeMilliseconds());
    }

    /// <summary>Writes the days that have changed: one row each, replaced as a whole.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var (on, day) in _days.Where(day => day.Value.IsNew))
        {
            day.IsNew = false;
            var row = new TableEntity(KeyOf(on), $"{KeyOf(on)}-{_writer}");
            Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, long>(day.Counts), StorageJson.Default.DictionaryStringInt64));
            try
            {
                await Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
            }
            catch
            {
                day.IsNew = true;
                throw;
            }
        }
    }

    /// <summary>The figures of the days between, both included, that have any: what all processes wrote, and what this one has counted since.</summary>
    public async Task<SortedDictionary<DateOnly, Dictionary<string, long>>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var found = new SortedDictionary<DateOnly, Dictionary<string, long>>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {KeyOf(from)} and PartitionKey le {KeyOf(to)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (!row.RowKey.EndsWith(_writer, StringComparison.Ordinal))
            {
                var on = DateOnly.ParseExact(row.PartitionKey, DayFormat, CultureInfo.InvariantCulture);
                Sum(found, on, JsonSerializer.Deserialize(Content.Read(row), StorageJson.Default.DictionaryStringInt64)!);
            }
        }

        foreach (var (on, day) in _days.Where(day => day.Key >= from && day.Key <= to))
        {
            Sum(found, on, day.Counts);
        }

        return found;
    }

    private static void Sum(SortedDictionary<DateOnly, Dictionary<string, long>> days, DateOnly on, IEnumerable<KeyValuePair<string, long>> counts)
    {
        if (!days.TryGetValue(on, out var sums))
        {
            days[on] = sums = new Dictionary<string, long>(StringComparer.Ordinal);
        }

        foreach (var (figure, count) in counts)
        {
            var before = sums.GetValueOrDefault(figure);
            sums[figure] = FigureNames.IsInstant(figure) ? Math.Max(before, count) : unchecked(before + count);
        }
    }

    private static string KeyOf(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private sealed class Day
    {
        public ConcurrentDictionary<string, long> Counts { get; } = new(StringComparer.Ordinal);

        /// <summary>Something was counted since it was written.</summary>
        public volatile bool IsNew;

        public void Latest(string figure, long at) => Counts.AddOrUpdate(figure, at, (_, before) => Math.Max(before, at));
    }
}
