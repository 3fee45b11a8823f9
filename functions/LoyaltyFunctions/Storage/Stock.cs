using System.Globalization;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>One unit of a reward, for one redemption; the reward is a hash of the programme's and the reward's ids.</summary>
public sealed record StockUnit(string Reward, string RedemptionId);

/// <summary>
/// How many units of rewards with a limited stock are taken, in shards: a redemption takes from the shard that its id points to, then from
/// the next. A unit is a row beside its shard's counter, written in one transaction with it, so that it is taken and given back once
/// and no shard gives more than its share.
/// </summary>
public sealed class Stock(LedgerTables tables)
{
    private const int Shards = 8;
    private const string Taken = "Taken";
    private const string Returned = "Returned";

    /// <summary>Units of that stock which are not taken.</summary>
    public async Task<long> LeftAsync(string reward, long stock, CancellationToken cancellation)
    {
        var shards = await Task.WhenAll(Enumerable.Range(0, Shards).Select(async shard =>
            Math.Max(ShareOf(stock, shard) - Count(await FindAsync(Partition(reward, shard), CounterKey(reward, shard), cancellation)), 0)));
        return shards.Sum();
    }

    /// <summary>True when this redemption has a unit, now or before; false when all are taken.</summary>
    public async Task<bool> TryTakeAsync(StockUnit unit, long stock, CancellationToken cancellation)
    {
        foreach (var shard in Ring(unit))
        {
            if (await TryTakeAsync(unit, shard, ShareOf(stock, shard), cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives back what attempts at this redemption have taken: all, or all but one. What has been given back is not taken again.</summary>
    public async Task GiveBackAsync(StockUnit unit, bool allButOne, CancellationToken cancellation)
    {
        var keep = allButOne;
        foreach (var shard in Ring(unit))
        {
            while (await FindAsync(Partition(unit.Reward, shard), UnitKey(unit, shard), cancellation) is { } row && !IsReturned(row))
            {
                if (keep || await TryReturnAsync(unit, shard, row, cancellation))
                {
                    keep = false;
                    break;
                }
            }
        }
    }

    private async Task<bool> TryTakeAsync(StockUnit unit, int shard, long share, CancellationToken cancellation)
    {
        while (true)
        {
            var counter = await FindAsync(Partition(unit.Reward, shard), CounterKey(unit.Reward, shard), cancellation);
            var row = new TableEntity(Partition(unit.Reward, shard), UnitKey(unit, shard)) { [Returned] = false };
            if (Count(counter) < share && await TrySubmitAsync(unit, [Counted(unit, shard, counter, 1), new(TableTransactionActionType.Add, row)], cancellation))
            {
                return true;
            }

            // An earlier attempt may hold a unit here; else the shard is full, or another redemption was first.
            if (await FindAsync(row.PartitionKey, row.RowKey, cancellation) is { } own)
            {
                return !IsReturned(own);
            }

            if (Count(counter) >= share)
            {
                return false;
            }
        }
    }

    private async Task<bool> TryReturnAsync(StockUnit unit, int shard, TableEntity row, CancellationToken cancellation)
    {
        var counter = await FindAsync(Partition(unit.Reward, shard), CounterKey(unit.Reward, shard), cancellation);
        var returned = new TableEntity(row.PartitionKey, row.RowKey) { [Returned] = true };
        return await TrySubmitAsync(
            unit,
            [Counted(unit, shard, counter, -1), new(TableTransactionActionType.UpdateReplace, returned, row.ETag)],
            cancellation);
    }

    private static TableTransactionAction Counted(StockUnit unit, int shard, TableEntity? counter, int change)
    {
        var row = new TableEntity(Partition(unit.Reward, shard), CounterKey(unit.Reward, shard)) { [Taken] = Count(counter) + change };
        return counter is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, counter.ETag);
    }

    /// <summary>False when another write came first, or this very one before its answer was lost.</summary>
    private async Task<bool> TrySubmitAsync(StockUnit unit, IReadOnlyList<TableTransactionAction> rows, CancellationToken cancellation)
    {
        try
        {
            await Table(unit.Reward).SubmitTransactionAsync(rows, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellation)
    {
        var found = await Table(partition[..partition.IndexOf('-', StringComparison.Ordinal)])
            .GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    // A reward's shards are in one ledger account; rewards spread over all.
    private TableClient Table(string reward) => tables.Of(Names.Tables.Stock, reward);

    private static IEnumerable<int> Ring(StockUnit unit)
    {
        var first = (int)(LedgerTables.StableHash(unit.RedemptionId) % Shards);
        return Enumerable.Range(0, Shards).Select(step => (first + step) % Shards);
    }

    private static long ShareOf(long stock, int shard) => (stock + Shards - 1 - shard) / Shards;

    private static long Count(TableEntity? counter) => counter?.GetInt64(Taken) ?? 0;

    private static bool IsReturned(TableEntity unit) => unit.GetBoolean(Returned) ?? false;

    private static string Partition(string reward, int shard) => string.Create(CultureInfo.InvariantCulture, $"{reward}-{shard}");

    private static string CounterKey(string reward, int shard) => Partition(reward, shard) + "-taken";

    private static string UnitKey(StockUnit unit, int shard) => $"{Partition(unit.Reward, shard)}-unit-{unit.RedemptionId}";
}
