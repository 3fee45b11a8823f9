using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;

namespace LoyaltyFunctions.Storage;

/// <summary>
/// Scheduled runs: one row a run and one row a shard, so that shards report side by side without meeting in one row. Ids sort newest
/// first. Proofs (rebuild, reconcile) also keep their plan, and what each shard has found.
/// </summary>
public sealed class Runs(LedgerTables tables)
{
    private const string Partition = "runs";

    private TableClient Table => tables.Shared(Names.Tables.Runs);

    public static string NewId(string kind, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"r{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:x16}{kind}");

    public Task StartAsync(Run run, CancellationToken cancellation) => Table.UpsertEntityAsync(Write(run), TableUpdateMode.Replace, cancellation);

    /// <summary>Replaces a run as it was read; false when another was first.</summary>
    public async Task<bool> TryReplaceAsync(Run run, CancellationToken cancellation)
    {
        try
        {
            await Table.UpdateEntityAsync(Write(run), run.Version, TableUpdateMode.Replace, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return false;
        }
    }

    /// <summary>What a shard has come to. Reporting again replaces the shard's own row, so that a repeated shard does not count twice.</summary>
    public Task ReportAsync(string runId, int shard, ShardReport report, CancellationToken cancellation)
    {
        var row = new TableEntity(runId, ShardKey(runId, shard))
        {
            ["Members"] = report.Members,
            ["Points"] = report.Points,
            ["Failures"] = report.Failures,
            ["Done"] = report.Done,
            ["At"] = report.At,
        };
        if (report.Findings is { } findings)
        {
            Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(findings, StorageJson.Default.ProofFindings));
        }

        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    public async Task<bool> IsDoneAsync(string runId, int shard, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(runId, ShardKey(runId, shard), cancellationToken: cancellation);
        return found.HasValue && found.Value!.GetBoolean("Done") == true;
    }

    public async Task<RunState?> FindAsync(string id, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(Partition, id, cancellationToken: cancellation);
        return found.HasValue ? await StateAsync(Read(found.Value!), cancellation) : null;
    }

    /// <summary>Keeps what the run came to, unless that was done before; returns what is kept.</summary>
    public async Task<(byte[] View, DateTimeOffset At)> CompleteAsync(string runId, byte[] view, DateTimeOffset at, CancellationToken cancellation)
    {
        var key = runId + "-completed";
        var row = new TableEntity(key, key) { ["At"] = at };
        Content.Write(row, view);
        try
        {
            await Table.AddEntityAsync(row, cancellation);
            return (view, at);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            var kept = (await Table.GetEntityAsync<TableEntity>(key, key, cancellationToken: cancellation)).Value;
            return (Content.Read(kept), kept.GetDateTimeOffset("At")!.Value);
        }
    }

    /// <summary>Newest first, after <paramref name="cursor"/>; all kinds, or one.</summary>
    public async Task<IReadOnlyList<RunState>> ListAsync(string? cursor, int limit, CancellationToken cancellation, string? kind = null)
    {
        var runs = new List<RunState>();
        var filter = kind is null
            ? TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {cursor ?? ""}")
            : TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey gt {cursor ?? ""} and Kind eq {kind}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellation))
        {
            runs.Add(await StateAsync(Read(row), cancellation));
            if (runs.Count == limit)
            {
                break;
            }
        }

        return runs;
    }

    private async Task<RunState> StateAsync(Run run, CancellationToken cancellation)
    {
        var reports = new List<ShardReport>();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {run.Id}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            reports.Add(new ShardReport(
                row.GetInt64("Members") ?? 0,
                row.GetInt64("Points") ?? 0,
                row.GetInt64("Failures") ?? 0,
                row.GetBoolean("Done") ?? false,
                row.GetDateTimeOffset("At") ?? default)
            {
                Shard = int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('-') + 1), CultureInfo.InvariantCulture),
                Findings = Content.Read(row) is { Length: > 0 } findings
                    ? JsonSerializer.Deserialize(findings, StorageJson.Default.ProofFindings)
                    : null,
            });
        }

        return new RunState(run, reports);
    }

    private static string ShardKey(string runId, int shard) => string.Create(CultureInfo.InvariantCulture, $"{runId}-{shard:D6}");

    private static TableEntity Write(Run run)
    {
        var row = new TableEntity(Partition, run.Id) { ["Kind"] = run.Kind, ["StartedAt"] = run.StartedAt, ["Shards"] = run.Shards };
        if (run.Plan is { } plan)
        {
            Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(plan, StorageJson.Default.ProofPlan));
        }

        return row;
    }

    private static Run Read(TableEntity row) =>
        new(row.RowKey, row.GetString("Kind"), row.GetDateTimeOffset("StartedAt")!.Value, row.GetInt32("Shards") ?? 0)
        {
            Version = row.ETag,
            Plan = Content.Read(row) is { Length: > 0 } plan ? JsonSerializer.Deserialize(plan, StorageJson.Default.ProofPlan) : null,
        };
}

/// <summary>A run as it was started.</summary>
public sealed record Run(string Id, string Kind, DateTimeOffset StartedAt, int Shards)
{
    /// <summary>The version that was read.</summary>
    public ETag Version { get; init; }

    /// <summary>What a proof goes through; null for runs over what is due.</summary>
    public ProofPlan? Plan { get; init; }
}

/// <summary>What one shard has done so far; points are those of the entries that it wrote.</summary>
public sealed record ShardReport(long Members, long Points, long Failures, bool Done, DateTimeOffset At)
{
    public int Shard { get; init; }

    public ProofFindings? Findings { get; init; }
}

/// <summary>A run with the reports of its shards.</summary>
public sealed record RunState(Run Run, IReadOnlyList<ShardReport> Reports)
{
    public int ShardsDone => Reports.Count(report => report.Done);

    public DateTimeOffset? FinishedAt => ShardsDone < Run.Shards ? null : Reports.Select(report => report.At).Append(Run.StartedAt).Max();
}
