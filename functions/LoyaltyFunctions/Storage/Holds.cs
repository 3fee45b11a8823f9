using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The index of members of whom something may be held back, in shards. As in the index of due work a row promises nothing: who looks asks the
/// account, and strikes off what does not hold any more.
/// </summary>
public sealed class Holds(LedgerTables tables, TimeProvider clock)
{
    private const int Shards = 16;

    /// <summary>Longer than from a commit to the note that it needs.</summary>
    private static readonly TimeSpan InFlight = TimeSpan.FromMinutes(5);

    public Task PutAsync(string memberId, CancellationToken cancellation)
    {
        var partition = PartitionOf(LedgerTables.StableHash(memberId) % Shards);
        var row = new TableEntity(partition, RowOf(partition, memberId)) { ["MemberId"] = memberId, ["NotedAt"] = clock.GetUtcNow() };
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Strikes a member off, unless the row was written while somebody looked.</summary>
    public async Task DeleteAsync(HoldNote note, CancellationToken cancellation)
    {
        if (clock.GetUtcNow() - note.NotedAt < InFlight)
        {
            return;
        }

        try
        {
            await Table.DeleteEntityAsync(note.Partition, RowOf(note.Partition, note.MemberId), note.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            // It stands for something new.
        }
    }

    /// <summary>Shard by shard, each in the order of the members' ids.</summary>
    /// <param name="after">The last one of the page before; null from the beginning.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async IAsyncEnumerable<HoldNote> AllAsync(string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var shard = after is null ? 0 : LedgerTables.StableHash(after) % Shards; shard < Shards; shard++, after = null)
        {
            var partition = PartitionOf(shard);
            var first = RowOf(partition, after ?? "");
            var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {first}");
            await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            {
                yield return new HoldNote(partition, row.GetString("MemberId"), row.GetDateTimeOffset("NotedAt") ?? default, row.ETag);
            }
        }
    }

    private static string PartitionOf(uint shard) => string.Create(CultureInfo.InvariantCulture, $"holds{shard:x}");

    private static string RowOf(string partition, string memberId) => $"{partition}-{memberId}";

    private TableClient Table => tables.Shared(Names.Tables.Holds);
}

/// <summary>A member of whom something may be held back, noted then.</summary>
public sealed record HoldNote(string Partition, string MemberId, DateTimeOffset NotedAt, ETag ETag);
