using System.Collections.Concurrent;
using Azure;
using Azure.Data.Tables;
using Loyalty.Places;
using LoyaltyFunctions.Connectors.GeoJson;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// The fences of each partner, one row a fence. A partner's fences are read together and kept for half a minute: positions come often, fences
/// change seldom, and one that was just sent may be missed by a position that follows at once.
/// </summary>
public sealed class Fences(LedgerTables tables, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, IReadOnlyList<PlacedFence> Fences)> _known = new();

    private TableClient Table => tables.Shared(Names.Tables.Fences);

    /// <summary>Keeps a fence in the place of any with the same id.</summary>
    public async Task PutAsync(string partner, KeptFence fence, CancellationToken cancellation)
    {
        var row = new TableEntity(Keys.Hash("fences", partner), Keys.Hash("fence", partner, fence.Id))
        {
            ["Partner"] = partner,
            ["FenceId"] = fence.Id,
            ["StoreId"] = fence.StoreId,
            ["RadiusMetres"] = fence.RadiusMetres,
            ["KeptAt"] = clock.GetUtcNow(),
        };
        Content.Write(row, fence.Geometry);
        await Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        _known.TryRemove(partner, out _);
    }

    /// <summary>A fence that is not there is fine.</summary>
    public async Task RemoveAsync(string partner, string fenceId, CancellationToken cancellation)
    {
        await Table.DeleteEntityAsync(Keys.Hash("fences", partner), Keys.Hash("fence", partner, fenceId), cancellationToken: cancellation);
        _known.TryRemove(partner, out _);
    }

    /// <summary>
    /// Removes those whose ids begin so and are not among these, which were all there were at that instant. What was kept since, as clocks of
    /// two processes may differ, stays: it may have come into being later.
    /// </summary>
    public async Task KeepOnlyAsync(string partner, string prefix, IReadOnlySet<string> ids, DateTimeOffset at, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Hash("fences", partner)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            if (row.GetString("FenceId") is var id && id.StartsWith(prefix, StringComparison.Ordinal) && !ids.Contains(id)
                && !(row.GetDateTimeOffset("KeptAt") > at - ClockDifference))
            {
                await TryRemoveAsync(row, cancellation);
            }
        }

        _known.TryRemove(partner, out _);
    }

    private async Task TryRemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        try
        {
            await Table.DeleteEntityAsync(row.PartitionKey, row.RowKey, row.ETag, cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone before, or told anew.
        }
    }

    public async Task<IReadOnlyList<PlacedFence>> OfAsync(string partner, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(partner, out var known) && known.Until > now)
        {
            return known.Fences;
        }

        var fences = new List<PlacedFence>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Keys.Hash("fences", partner)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            var kept = new KeptFence(row.GetString("FenceId"), row.GetString("StoreId"), row.GetDouble("RadiusMetres"), Content.Read(row));
            if (kept.ToFence() is { } area)
            {
                fences.Add(new PlacedFence(kept.Id, kept.StoreId, area));
            }
        }

        _known[partner] = (now + Fresh, fences);
        return fences;
    }
}

/// <summary>A kept fence with its area.</summary>
public sealed record PlacedFence(string Id, string? StoreId, Fence Area);
