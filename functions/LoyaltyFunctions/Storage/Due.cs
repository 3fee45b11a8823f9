using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Loyalty.Accounts;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The index of future work: which members have something to expire, release, lapse or review, and when. A row is written before the
/// commit that needs it, in the member's own ledger account; there is always one at or before an account's next due instant. Working on
/// a row writes the next one before it goes. Partition = kind, hour (UTC) and shard, so that a run costs what is due.
/// </summary>
public sealed class Due(LedgerTables tables, TimeProvider clock)
{
    private const int Shards = 16;

    /// <summary>Longer than from a note to the commit that needs it.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(5);

    public Task PutAsync(DueKind kind, string memberId, DateTimeOffset at, CancellationToken cancellation)
    {
        var partition = PartitionOf(kind, memberId, at);
        var row = new TableEntity(partition, $"{memberId}-{partition}") { ["MemberId"] = memberId, ["NotedAt"] = clock.GetUtcNow() };
        return Table(memberId).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Deletes the row as it was read; one that a commit has written again meanwhile stays, and so does one whose commit may be to come.</summary>
    public async Task DeleteAsync(DueRow row, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - row.NotedAt < InFlight)
        {
            return;
        }

        try
        {
            await Table(row.MemberId).DeleteEntityAsync(row.Partition, $"{row.MemberId}-{row.Partition}", row.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It stands for something new.
        }
    }

    /// <summary>The partitions of that kind that have come due, each with its ledger account. One query a partition: rows are not read.</summary>
    public async Task<IReadOnlyList<DueShard>> ShardsAsync(DueKind kind, DateTimeOffset now, CancellationToken cancellation)
    {
        var shards = new List<DueShard>();
        for (var account = 0; account < tables.Each(Names.Tables.Due).Count; account++)
        {
            var last = Prefix(kind);
            while (await FirstAfterAsync(account, last, Prefix(kind) + Hour(now) + "~", cancellation) is { } next)
            {
                shards.Add(new DueShard(account, next));
                last = next;
            }
        }

        return shards;
    }

    /// <summary>The members of a partition.</summary>
    public async IAsyncEnumerable<DueRow> RowsAsync(DueShard shard, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {shard.Partition}");
        await foreach (var row in tables.Each(Names.Tables.Due)[shard.Account].QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            yield return new DueRow(row.PartitionKey, row.GetString("MemberId"), row.ETag)
            {
                NotedAt = row.GetDateTimeOffset("NotedAt") ?? default,
            };
        }
    }

    private async Task<string?> FirstAfterAsync(int account, string after, string upTo, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {upTo}");
        var table = tables.Each(Names.Tables.Due)[account];
        await foreach (var row in table.QueryAsync<TableEntity>(filter, maxPerPage: 1, ["PartitionKey"], cancellation))
        {
            return row.PartitionKey;
        }

        return null;
    }

    /// <summary>Where the row of a member stands for an instant.</summary>
    public static string PartitionOf(DueKind kind, string memberId, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(kind)}{Hour(at)}-{LedgerTables.StableHash(memberId) % Shards:x}");

    private static string Prefix(DueKind kind) => kind.ToString().ToLowerInvariant() + "-";

    private static string Hour(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    private TableClient Table(string memberId) => tables.Of(Names.Tables.Due, memberId);
}

/// <summary>A partition of the index, in one ledger account.</summary>
public sealed record DueShard(int Account, string Partition);

/// <summary>A member who may have something due.</summary>
public sealed record DueRow(string Partition, string MemberId, ETag ETag)
{
    /// <summary>When a commit, or the work before it, asked for the row last.</summary>
    public DateTimeOffset NotedAt { get; init; }
}
