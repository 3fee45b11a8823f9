using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;

namespace LocalHost.Queues;

/// <summary>Commits writes of one partition together.</summary>
internal static class RowBatch
{
    private const int Conflict = 409;
    private const int NotFound = 404;

    /// <summary>All of the batch is durable when the task ends; inserts stand before deletes.</summary>
    /// <exception cref="RequestFailedException">None, all or part of it is; inserts are tried again by their sender.</exception>
    public static async Task CommitAsync(TableClient table, List<RowWrite> batch)
    {
        try
        {
            await SubmitAsync(table, batch);
        }
        catch (RequestFailedException e) when (e.Status == Conflict && e.ErrorCode == TableErrorCode.EntityAlreadyExists)
        {
            // Row keys are ours alone, so the row that is there already is this one: the answer to an earlier attempt was lost.
        }
        catch (RequestFailedException e) when (e.Status == NotFound && batch.Exists(x => x.Type != TableTransactionActionType.Add))
        {
            await CommitApartAsync(table, batch);
        }

        foreach (var write in batch)
            write.Succeed();
    }

    private static Task SubmitAsync(TableClient table, List<RowWrite> batch) => batch switch
    {
        [{ Type: TableTransactionActionType.Add } insert] => table.AddEntityAsync(insert.Row),
        [{ Type: TableTransactionActionType.Delete } delete] => table.DeleteEntityAsync(delete.Row.PartitionKey, delete.Row.RowKey),
        _ => table.SubmitTransactionAsync(batch.Select(x => new TableTransactionAction(x.Type, x.Row, ETag.All))),
    };

    // A row to delete or update is gone, which undid the whole batch: another host on the same store was quicker. Each for itself, then.
    private static async Task CommitApartAsync(TableClient table, List<RowWrite> batch)
    {
        var inserts = batch.FindAll(x => x.Type == TableTransactionActionType.Add);
        if (inserts.Count > 0)
            await CommitAsync(table, inserts);
        foreach (var write in batch.Where(x => x.Type != TableTransactionActionType.Add))
        {
            await ChangeAsync(table, write);
            write.Deleted = true;
        }
    }

    private static async Task ChangeAsync(TableClient table, RowWrite write)
    {
        try
        {
            if (write.Type == TableTransactionActionType.Delete)
                await table.DeleteEntityAsync(write.Row.PartitionKey, write.Row.RowKey);
            else
                await table.UpdateEntityAsync(write.Row, ETag.All);
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            // Gone is what was asked for, or there is nothing left to count.
        }
    }
}
