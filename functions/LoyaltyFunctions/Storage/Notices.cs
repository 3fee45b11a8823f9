using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The delivery queue of what goes out: one row an event and target, until the target has taken it. Row keys begin with the instant at
/// which the row is due, so that looking for work costs what is due and not what waits. A row that is tried later is written anew first
/// and deleted then: a crash between tells twice, never not at all.
/// </summary>
public sealed class Notices(LedgerTables tables) : IAsyncDisposable
{
    private readonly TableClient _table = tables.Shared(Names.Tables.Notices);
    private readonly RowBatcher _rows = new(tables.Shared(Names.Tables.Notices));

    /// <summary>Putting the same notice with the same due instant again changes nothing.</summary>
    public Task PutAsync(Notice notice) => _rows.PutAsync(notice.ToRow(), notice.Content.Length);

    public Task DeleteAsync(Notice notice) => _rows.DeleteAsync(notice.Shard.Partition, notice.RowKey);

    public async Task PutOffAsync(Notice notice, Notice later)
    {
        await PutAsync(later);
        await DeleteAsync(notice);
    }

    /// <summary>What has come due, the longest overdue first.</summary>
    public Task<IReadOnlyList<Notice>> DueAsync(TargetShard shard, DateTimeOffset now, int limit, CancellationToken cancellation) =>
        BeforeAsync(shard, $"{shard.Partition}-{Notice.Instant(now.AddMilliseconds(1))}", limit, cancellation);

    /// <summary>All that waits, due or not.</summary>
    public Task<IReadOnlyList<Notice>> AllAsync(TargetShard shard, int limit, CancellationToken cancellation) =>
        BeforeAsync(shard, shard.Partition + "-:", limit, cancellation);

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    private async Task<IReadOnlyList<Notice>> BeforeAsync(TargetShard shard, string end, int limit, CancellationToken cancellation)
    {
        var notices = new List<Notice>();
        var start = shard.Partition + "-0";
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shard.Partition} and RowKey ge {start} and RowKey lt {end}");
        await foreach (var row in _table.QueryAsync<TableEntity>(filter, Math.Min(limit, 1_000), cancellationToken: cancellation))
        {
            notices.Add(Notice.From(row));
            if (notices.Count == limit)
            {
                break;
            }
        }

        return notices;
    }
}
