using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Which deliveries wait for an identity that nobody has enrolled yet. Partition = the identity's hash, so that an enrolment finds what
/// waits for it; the delivery itself stands in its own row, written first.
/// </summary>
public sealed class WaitingSales(LedgerTables tables)
{
    public Task PutAsync(string identityHash, DeliveryRecord delivery, CancellationToken cancellation)
    {
        var row = new TableEntity(identityHash, RowKey(identityHash, delivery.Id)) { ["DeliveryId"] = delivery.Id, ["ReceivedAt"] = delivery.ReceivedAt };
        return Table(identityHash).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public Task DeleteAsync(string identityHash, string deliveryId, CancellationToken cancellation) =>
        Table(identityHash).DeleteEntityAsync(identityHash, RowKey(identityHash, deliveryId), cancellationToken: cancellation);

    /// <summary>Ids of the deliveries that wait for this identity. A query: only for an enrolment, never for a sale.</summary>
    public async Task<IReadOnlyList<string>> ForAsync(string identityHash, CancellationToken cancellation)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {identityHash}");
        await foreach (var row in Table(identityHash).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            ids.Add(row.GetString("DeliveryId"));
        }

        return ids;
    }

    /// <summary>Everything that waits, in every ledger account. A sweep, for the timer only.</summary>
    public async IAsyncEnumerable<WaitingNote> AllAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var table in tables.Each(Names.Tables.Waiting))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
            {
                yield return new WaitingNote(row.PartitionKey, row.GetString("DeliveryId"), row.GetDateTimeOffset("ReceivedAt")!.Value);
            }
        }
    }

    private static string RowKey(string identityHash, string deliveryId) => identityHash + "-" + deliveryId;

    private TableClient Table(string identityHash) => tables.Of(Names.Tables.Waiting, identityHash);
}

/// <summary>A delivery that waits for an identity.</summary>
public sealed record WaitingNote(string IdentityHash, string DeliveryId, DateTimeOffset ReceivedAt);
