using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>A sale of a member at a till.</summary>
public sealed record TillSale(string MemberId, string Receipt, DateTimeOffset At);

/// <summary>
/// Whose cards a till has seen of late: one row a till, which only sales at that till write, and only where the programme asks. A receipt that
/// comes again is there once.
/// </summary>
public sealed class Tills(LedgerTables tables)
{
    /// <summary>More than any rule looks at; a till does not sell faster.</summary>
    private const int Remembered = 60;

    /// <summary>The sales that the till remembers, with this one.</summary>
    public async Task<IReadOnlyList<TillSale>> NoteAsync(string partner, string storeId, string register, TillSale sale, CancellationToken cancellation)
    {
        var key = Keys.Hash("till", partner, storeId, register);
        while (true)
        {
            var found = await Table(key).GetEntityIfExistsAsync<TableEntity>(key, key, cancellationToken: cancellation);
            IReadOnlyList<TillSale> known = found.HasValue ? JsonSerializer.Deserialize(Content.Read(found.Value!), TillJson.Default.IReadOnlyListTillSale)! : [];
            if (known.Any(one => one.Receipt == sale.Receipt && one.MemberId == sale.MemberId))
            {
                return known;
            }

            IReadOnlyList<TillSale> sales = [.. known.TakeLast(Remembered - 1), sale];
            if (await TryWriteAsync(key, sales, found.HasValue ? found.Value!.ETag : null, cancellation))
            {
                return sales;
            }
        }
    }

    private async Task<bool> TryWriteAsync(string key, IReadOnlyList<TillSale> sales, ETag? version, CancellationToken cancellation)
    {
        var row = new TableEntity(key, key);
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(sales, TillJson.Default.IReadOnlyListTillSale));
        try
        {
            await (version is { } known
                ? Table(key).UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation)
                : Table(key).AddEntityAsync(row, cancellation));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private TableClient Table(string key) => tables.Of(Names.Tables.Tills, key);
}
