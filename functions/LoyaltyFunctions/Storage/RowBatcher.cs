using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Rows of partitions that many callers share, written together: one transaction a partition and group. What
/// callers wait for does not stand behind deletes.
/// </summary>
public sealed class RowBatcher(TableClient table) : IAsyncDisposable
{
    /// <summary>Azure's limits of a transaction are 100 rows and 4 MiB.</summary>
    private const int MaxRows = 100;

    private const int MaxBytes = 3 * 1024 * 1024;
    private const int RowOverhead = 512;

    private readonly GroupCommit<TableTransactionAction> _puts = new(rows => SubmitAsync(table, rows), MaxRows, MaxBytes);
    private readonly GroupCommit<TableTransactionAction> _deletes = new(rows => SubmitAsync(table, rows), MaxRows, MaxBytes);

    /// <summary>Inserts or replaces a row of about <paramref name="bytes"/> bytes. Row keys must be fresh: two writes of one row must not meet.</summary>
    public Task PutAsync(TableEntity row, int bytes) =>
        _puts.WriteAsync(new TableTransactionAction(TableTransactionActionType.UpsertReplace, row), bytes + RowOverhead);

    /// <summary>Deletes a row; one that is gone already is fine.</summary>
    public Task DeleteAsync(string partition, string row) =>
        _deletes.WriteAsync(new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition, row), ETag.All), RowOverhead);

    public async ValueTask DisposeAsync()
    {
        await _puts.DisposeAsync();
        await _deletes.DisposeAsync();
    }

    private static Task SubmitAsync(TableClient table, IReadOnlyList<TableTransactionAction> rows) =>
        // A message that was sent twice has its row deleted twice, and a transaction may name a row only once.
        Task.WhenAll(rows.GroupBy(row => row.Entity.PartitionKey)
            .Select(group => SubmitPartitionAsync(table, [.. group.DistinctBy(row => row.Entity.RowKey)])));

    private static async Task SubmitPartitionAsync(TableClient table, IReadOnlyList<TableTransactionAction> rows)
    {
        try
        {
            await table.SubmitTransactionAsync(rows);
        }
        catch (RequestFailedException e) when (e.Status == 404 && rows.Any(IsDelete))
        {
            // A row was gone, so nothing of the transaction happened: each alone, then.
            await Task.WhenAll(rows.Select(row => AloneAsync(table, row)));
        }
    }

    private static Task AloneAsync(TableClient table, TableTransactionAction row) => IsDelete(row)
        ? table.DeleteEntityAsync(row.Entity.PartitionKey, row.Entity.RowKey, ETag.All)
        : table.UpsertEntityAsync((TableEntity)row.Entity, TableUpdateMode.Replace);

    private static bool IsDelete(TableTransactionAction row) => row.ActionType == TableTransactionActionType.Delete;
}
