using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Lets one process at a time work on a shard of a target, and keeps that the target is gone. A process that dies keeps its lease until
/// it ends; without a lease two would merely tell twice.
/// </summary>
public sealed class TargetLeases(LedgerTables tables, TimeProvider clock)
{
    /// <summary>Longer than a round of work takes, attempts that time out included.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromMinutes(2);

    private readonly TableClient _table = tables.Shared(Names.Tables.Notices);
    private readonly string _owner = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Null while another process has it, or took it first.</summary>
    public async Task<TargetLease?> TryTakeAsync(TargetShard shard, CancellationToken cancellation)
    {
        var found = await _table.GetEntityIfExistsAsync<TableEntity>(shard.Partition, KeyOf(shard), cancellationToken: cancellation);
        var row = found.HasValue ? found.Value! : new TableEntity(shard.Partition, KeyOf(shard));
        var now = clock.GetUtcNow();
        if (found.HasValue && row.GetDateTimeOffset("Until") > now && row.GetString("Owner") != _owner)
        {
            return null;
        }

        (row["Owner"], row["Until"]) = (_owner, now + Term);
        try
        {
            await (found.HasValue
                ? _table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, cancellation)
                : _table.AddEntityAsync(row, cancellation));
            return new TargetLease(shard, row.GetString("Gone"));
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>Gives the lease back, with what is known of the target now.</summary>
    public Task ReturnAsync(TargetLease lease, CancellationToken cancellation)
    {
        var row = new TableEntity(lease.Shard.Partition, KeyOf(lease.Shard))
        {
            ["Owner"] = _owner,
            ["Until"] = clock.GetUtcNow(),
            ["Gone"] = lease.Gone,
        };
        return _table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    private static string KeyOf(TargetShard shard) => shard.Partition + "-lease";
}

/// <summary>The right to work on a shard. <c>Gone</c> is the address (hashed) whose target answered that it wants nothing any more.</summary>
public sealed record TargetLease(TargetShard Shard, string? Gone);
