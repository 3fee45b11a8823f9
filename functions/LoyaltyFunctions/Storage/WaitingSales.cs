using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Which deliveries wait: a sale for an identity that nobody has enrolled yet, a refund for a receipt that has not come, a claim for
/// what settles it. Partition = the
/// hash of what is waited for, so that it finds what waits for it; the delivery itself stands in its own row, written first.
/// </summary>
public sealed class WaitingSales(LedgerTables tables)
{
    public Task PutAsync(WaitsFor awaited, DeliveryRecord delivery, CancellationToken cancellation)
    {
        var row = new TableEntity(awaited.Hash, RowKey(awaited.Hash, delivery.Id))
        {
            ["DeliveryId"] = delivery.Id,
            ["ReceivedAt"] = delivery.ReceivedAt,
            ["IsReceipt"] = awaited.IsReceipt,
            ["Tried"] = awaited.Tried,
            ["Due"] = awaited.Due,
            ["Lapses"] = awaited.Lapses ? true : null,
        };
        return Table(awaited.Hash).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public Task DeleteAsync(string hash, string deliveryId, CancellationToken cancellation) =>
        Table(hash).DeleteEntityAsync(hash, RowKey(hash, deliveryId), cancellationToken: cancellation);

    /// <summary>Ids of the deliveries that wait for this hash. A query: never on the path of a sale that nobody waits for.</summary>
    public async Task<IReadOnlyList<string>> ForAsync(string hash, CancellationToken cancellation)
    {
        var ids = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {hash}");
        await foreach (var row in Table(hash).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
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
                yield return new WaitingNote(new WaitsFor(row.PartitionKey, row.GetBoolean("IsReceipt") ?? false) { Tried = row.GetInt32("Tried"), Due = row.GetDateTimeOffset("Due"), Lapses = row.GetBoolean("Lapses") ?? false }, row.GetString("DeliveryId"), row.GetDateTimeOffset("ReceivedAt")!.Value);
            }
        }
    }

    private static string RowKey(string hash, string deliveryId) => hash + "-" + deliveryId;

    private TableClient Table(string hash) => tables.Of(Names.Tables.Waiting, hash);
}

/// <summary>A hash that an event waits for: of an identity to be enrolled, or of a receipt to be earned.</summary>
public sealed record WaitsFor(string Hash, bool IsReceipt)
{
    /// <summary>Of a claim: how much there was under the hash when it was looked for.</summary>
    public int Seen { get; init; }

    /// <summary>How much of that could be tried; null for anything but a claim.</summary>
    public int? Tried { get; init; }

    /// <summary>Of a system that did not answer: when it is asked again; null for anything else.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>That it never comes is no fault: the delivery is done then, and no dead letter.</summary>
    public bool Lapses { get; init; }
}

/// <summary>A delivery that waits.</summary>
public sealed record WaitingNote(WaitsFor Awaited, string DeliveryId, DateTimeOffset ReceivedAt);
