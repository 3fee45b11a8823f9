using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Which run rebuilds into which tables, one at a time, and which request asked for it: rows of one partition of <c>Runs</c>, so that both
/// are written in one transaction.
/// </summary>
public sealed class Rebuilds(LedgerTables tables)
{
    private const string Partition = "rebuilds";

    private TableClient Table => tables.Shared(Names.Tables.Runs);

    /// <summary>The run that a request has asked for.</summary>
    public async Task<(string Run, string RequestHash)?> FindAskedAsync(string operation, CancellationToken cancellation) =>
        await FindAsync(OperationKey(operation), cancellation) is { } row ? (row.GetString("Run"), row.GetString("RequestHash")) : null;

    /// <summary>The run that rebuilds, or rebuilt last, into tables with that prefix.</summary>
    public async Task<RebuildInto?> FindIntoAsync(string prefix, CancellationToken cancellation) =>
        await FindAsync(PrefixKey(prefix), cancellation) is { } row ? new RebuildInto(row.GetString("Run"), row.ETag) : null;

    /// <summary>Gives the tables to a run; false when another request, or this one before, came first.</summary>
    public async Task<bool> TryTakeAsync(string prefix, RebuildInto? before, string run, Operation operation, CancellationToken cancellation)
    {
        var into = new TableEntity(Partition, PrefixKey(prefix)) { ["Run"] = run };
        var asked = new TableEntity(Partition, OperationKey(operation.Key)) { ["Run"] = run, ["RequestHash"] = operation.RequestHash };
        try
        {
            await Table.SubmitTransactionAsync(
                [
                    new TableTransactionAction(TableTransactionActionType.Add, asked),
                    before is null
                        ? new TableTransactionAction(TableTransactionActionType.Add, into)
                        : new TableTransactionAction(TableTransactionActionType.UpdateReplace, into, before.Version),
                ],
                cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(string rowKey, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(Partition, rowKey, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static string OperationKey(string operation) => "rebuilds-op-" + operation;

    // Tables whose names differ only in case are the same table.
    private static string PrefixKey(string prefix) => "rebuilds-into-" + prefix.ToLowerInvariant();
}

/// <summary>The run that has the tables of a prefix.</summary>
public sealed record RebuildInto(string Run, ETag Version);
