using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Deliveries that wait: a sale for the member whose identity nobody has enrolled yet. Partition = the identity's hash, so that an
/// enrolment finds what waits for it; the message stands in the row, so that nothing else is needed to work on it again.
/// </summary>
public sealed class WaitingSales(LedgerTables tables)
{
    /// <summary>How long a sale waits before it becomes a dead letter.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    public Task PutAsync(string identityHash, InboundMessage message, CancellationToken cancellation)
    {
        var row = new TableEntity(identityHash, RowKey(identityHash, message.Id)) { ["ReceivedAt"] = message.ReceivedAt };
        Content.Write(row, (message with { Outbox = null }).ToJson());
        return Table(identityHash).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task DeleteAsync(string identityHash, string deliveryId, CancellationToken cancellation) =>
        await Table(identityHash).DeleteEntityAsync(identityHash, RowKey(identityHash, deliveryId), cancellationToken: cancellation);

    /// <summary>What waits for this identity, as queue messages.</summary>
    public async Task<IReadOnlyList<string>> ForAsync(string identityHash, CancellationToken cancellation)
    {
        var messages = new List<string>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {identityHash}");
        await foreach (var row in Table(identityHash).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            messages.Add(System.Text.Encoding.UTF8.GetString(Content.Read(row)));
        }

        return messages;
    }

    private static string RowKey(string identityHash, string deliveryId) => identityHash + "-" + deliveryId;

    private TableClient Table(string identityHash) => tables.Of(Names.Tables.Waiting, identityHash);
}
