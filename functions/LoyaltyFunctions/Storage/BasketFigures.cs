using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Loyalty.Baskets;
using Loyalty.Purchases;

namespace LoyaltyFunctions.Storage;

/// <summary>A day's counts as a row holds them: pairs name categories by their place, so that a full row stays far below the limit.</summary>
public sealed record BasketRow(long Baskets, long Beyond, IReadOnlyList<string> Categories, IReadOnlyList<long> Counts, IReadOnlyList<IReadOnlyList<long>> Pairs);

/// <summary>
/// Which categories were bought together, by day. As <see cref="Figures"/>: each process adds up in memory and writes its own row of a day
/// every few seconds, so that counting costs a sale nothing, and a process that is killed loses its last seconds.
/// </summary>
public sealed class BasketFigures(LedgerTables tables)
{
    private const string Prefix = "baskets-";
    private const string DayFormat = "yyyyMMdd";

    /// <summary>More days than tills can be late; what comes to an older one begins a new row of it.</summary>
    private const int DaysHeld = 420;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<DateOnly, Day> _days = [];

    private TableClient Table => tables.Shared(Names.Tables.Figures);

    public void Add(DateOnly on, Purchase purchase)
    {
        lock (_gate)
        {
            if (!_days.TryGetValue(on, out var day))
            {
                _days[on] = day = new Day(RandomNumberGenerator.GetHexString(8, lowercase: true));
            }

            day.IsNew |= day.Counts.Add(purchase);
        }
    }

    /// <summary>Writes the days that have changed: one row each, replaced as a whole.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        foreach (var (on, writer, content) in TakeNew())
        {
            var row = new TableEntity(PartitionOf(on), $"{PartitionOf(on)}-{writer}");
            Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(content, StorageJson.Default.BasketRow));
            try
            {
                await Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
            }
            catch
            {
                Renew(on);
                throw;
            }
        }

        Forget();
    }

    /// <summary>What all processes wrote of the days between, both included, and what this one has counted since.</summary>
    public async Task<BasketCounts> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        var sum = new BasketCounts();
        var own = AddOwn(sum, from, to);
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {PartitionOf(from)} and PartitionKey le {PartitionOf(to)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (!own.Contains(row.RowKey))
            {
                sum.Add(Read(JsonSerializer.Deserialize(Content.Read(row), StorageJson.Default.BasketRow)!));
            }
        }

        return sum;
    }

    private List<(DateOnly On, string Writer, BasketRow Content)> TakeNew()
    {
        lock (_gate)
        {
            var changed = _days.Where(day => day.Value.IsNew).Select(day => (day.Key, day.Value.Writer, RowOf(day.Value.Counts))).ToList();
            foreach (var day in _days.Values)
            {
                day.IsNew = false;
            }

            return changed;
        }
    }

    private void Renew(DateOnly on)
    {
        lock (_gate)
        {
            _ = _days.TryGetValue(on, out var day) && (day.IsNew = true);
        }
    }

    private void Forget()
    {
        lock (_gate)
        {
            foreach (var old in _days.Where(day => !day.Value.IsNew).Select(day => day.Key).SkipLast(DaysHeld).ToList())
            {
                _days.Remove(old);
            }
        }
    }

    /// <summary>The keys of the rows that stand for what is counted here.</summary>
    private HashSet<string> AddOwn(BasketCounts sum, DateOnly from, DateOnly to)
    {
        lock (_gate)
        {
            var days = _days.Where(day => day.Key >= from && day.Key <= to).ToList();
            days.ForEach(day => sum.Add(day.Value.Counts));
            return [.. days.Select(day => $"{PartitionOf(day.Key)}-{day.Value.Writer}")];
        }
    }

    private static BasketRow RowOf(BasketCounts counts)
    {
        var categories = counts.Categories.Keys.Order(StringComparer.Ordinal).ToList();
        var places = categories.Select((category, place) => (category, place)).ToDictionary(one => one.category, one => (long)one.place, StringComparer.Ordinal);
        return new BasketRow(
            counts.Baskets,
            counts.Beyond,
            categories,
            [.. categories.Select(category => counts.Categories[category])],
            [.. counts.Pairs.Select(pair => (long[])[places[pair.Key.First], places[pair.Key.Second], pair.Value])]);
    }

    private static BasketCounts Read(BasketRow row) => BasketCounts.Of(
        row.Baskets,
        row.Beyond,
        row.Categories.Zip(row.Counts, KeyValuePair.Create),
        row.Pairs.Select(pair => KeyValuePair.Create((row.Categories[(int)pair[0]], row.Categories[(int)pair[1]]), pair[2])));

    private static string PartitionOf(DateOnly day) => Prefix + day.ToString(DayFormat, CultureInfo.InvariantCulture);

    private sealed class Day(string writer)
    {
        public string Writer { get; } = writer;

        public BasketCounts Counts { get; } = new();

        public bool IsNew { get; set; }
    }
}
