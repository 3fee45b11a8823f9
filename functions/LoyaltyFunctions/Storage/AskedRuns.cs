using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>Which run a request has asked for, so that the same request again means the same run.</summary>
public sealed class AskedRuns(LedgerTables tables)
{
    private const string Partition = "asked";

    private TableClient Table => tables.Shared(Names.Tables.Runs);

    /// <summary>Keeps the run for the request, unless it has asked for one before; returns what is kept.</summary>
    public async Task<(string Run, string RequestHash)> KeepAsync(Operation operation, string run, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, $"{Partition}-op-{operation.Key}") { ["Run"] = run, ["RequestHash"] = operation.RequestHash };
        try
        {
            await Table.AddEntityAsync(row, cancellation);
            return (run, operation.RequestHash);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var kept = (await Table.GetEntityAsync<TableEntity>(Partition, row.RowKey, cancellationToken: cancellation)).Value;
            return (kept.GetString("Run"), kept.GetString("RequestHash"));
        }
    }
}
