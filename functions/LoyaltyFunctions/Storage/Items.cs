using Azure;
using Azure.Data.Tables;
using Loyalty;
using LoyaltyFunctions.Connectors;
using Microsoft.Extensions.Caching.Memory;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Articles by their sku: what ERPs have told of them for everybody, and others for their own receipts. Each field stands as it was told
/// last. Kept in memory for a minute, since sales ask far more often than articles change.
/// </summary>
public sealed class Items(LedgerTables tables, TimeProvider clock) : IDisposable
{
    /// <summary>The scope of articles that hold for every partner's receipts.</summary>
    public const string Everybody = "";

    private const string At = "At";
    private const string Sku = "Sku";
    private const int MaxKnown = 20_000;
    private const int MaxAttempts = 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private static readonly IReadOnlyList<string> FieldNames = ["Category", "Price", "MarginRate", "Excluded"];

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MaxKnown });

    private sealed record Known(DateTimeOffset Until, TableEntity? Row);

    /// <summary>What is known of an article; null when that is nothing.</summary>
    public async Task<Item?> FindAsync(string scope, string sku, CancellationToken cancellation)
    {
        var key = KeyOf(scope, sku);
        var row = _known.TryGetValue<Known>(key, out var known) && known!.Until > clock.GetUtcNow()
            ? known.Row
            : Keep(key, await FindRowAsync(key, cancellation));
        return row is null ? null : Read(row, sku);
    }

    /// <summary>Keeps what was told, field by field, unless something later was told before. May be done again.</summary>
    public async Task PutAsync(string scope, Item item, DateTimeOffset told, CancellationToken cancellation)
    {
        var key = KeyOf(scope, item.Sku);
        if (_known.TryGetValue<Known>(key, out var known) && known!.Row is { } kept && !Changes(item, told).Any(field => IsNews(kept, field)))
        {
            // However old the copy is: what stands in the store is no older.
            return;
        }

        await WriteAsync(key, [.. Changes(item, told)], cancellation);
    }

    private async Task WriteAsync(string key, IReadOnlyList<Field> fields, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            var row = await FindRowAsync(key, cancellation);
            var (isNew, news) = (row is null, fields.Where(field => row is null || IsNews(row, field)).ToList());
            row ??= new TableEntity(key, key);
            foreach (var field in news)
            {
                (row[field.Name], row[field.Name + At]) = (field.Value, field.Told);
            }

            if (news.Count == 0 || await TryWriteAsync(row, isNew, cancellation))
            {
                Keep(key, row);
                return;
            }

            if (attempt == MaxAttempts)
            {
                throw new OutcomeUnknownException(key);
            }
        }
    }

    /// <summary>Nothing is known of the article any more, unless it was told later. May be done again.</summary>
    public Task RemoveAsync(string scope, string sku, DateTimeOffset told, CancellationToken cancellation) =>
        WriteAsync(KeyOf(scope, sku), [.. FieldNames.Select(name => new Field(name, null, told))], cancellation);

    /// <summary>The sku that a partner's own id of an article stood for when it was told last.</summary>
    public async Task<string?> FindSkuAsync(string partner, string record, CancellationToken cancellation)
    {
        var key = RecordKeyOf(partner, record);
        return (await FindRowAsync(key, cancellation))?.GetString(Sku);
    }

    public Task PutSkuAsync(string partner, string record, string sku, CancellationToken cancellation)
    {
        var key = RecordKeyOf(partner, record);
        return Table(key).UpsertEntityAsync(new TableEntity(key, key) { [Sku] = sku }, TableUpdateMode.Replace, cancellation);
    }

    public void Dispose() => _known.Dispose();

    private async Task<bool> TryWriteAsync(TableEntity row, bool isNew, CancellationToken cancellation)
    {
        try
        {
            _ = isNew
                ? await Table(row.PartitionKey).AddEntityAsync(row, cancellation)
                : await Table(row.PartitionKey).UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindRowAsync(string key, CancellationToken cancellation)
    {
        var found = await Table(key).GetEntityIfExistsAsync<TableEntity>(key, key, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private TableClient Table(string key) => tables.Of(Names.Tables.Items, key);

    // As the rules of a programme compare them: whatever the case.
    private static string KeyOf(string scope, string sku) => Keys.Hash("item", scope, sku.ToUpperInvariant());

    private static string RecordKeyOf(string partner, string record) => Keys.Hash("item record", partner, record);

    private TableEntity? Keep(string key, TableEntity? row)
    {
        _known.Set(key, new Known(clock.GetUtcNow() + Fresh, row), new MemoryCacheEntryOptions { Size = 1 });
        return row;
    }

    private static IEnumerable<Field> Changes(Item item, DateTimeOffset told) => new Field[]
    {
        new("Category", item.Category, told),
        new("Price", item.Price is { } price ? $"{price.Format()} {price.Currency.Code}" : null, told),
        new("MarginRate", item.MarginRate, told),
        new("Excluded", item.LoyaltyExcluded, told),
    }.Where(field => field.Value is not null);

    private static bool IsNews(TableEntity row, Field field) => row.GetDateTimeOffset(field.Name + At) is not { } before
        || before < field.Told
        || (before == field.Told && !Equals(field.Value, row.TryGetValue(field.Name, out var value) ? value : null));

    private sealed record Field(string Name, object? Value, DateTimeOffset Told);

    private static Item Read(TableEntity row, string sku) => new(sku, row.GetString("Category"), PriceOf(row.GetString("Price")), row.GetBoolean("Excluded"))
    {
        MarginRate = row.GetInt32("MarginRate"),
    };

    private static Money? PriceOf(string? text) =>
        text?.Split(' ') is [var amount, var code] && Currency.TryGet(code, out var currency) && Money.TryParse(amount, currency, out var money, out _) ? money : null;
}
