using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Loyalty.Simulations;

namespace LoyaltyFunctions.Storage;

/// <summary>What a simulation goes through: a candidate against the version that held when it was asked for, and the days.</summary>
public sealed record SimulationPlan(string Run, byte[] Candidate, string CurrentVersion, DateOnly From, DateOnly To);

/// <summary>What both programmes have come to so far.</summary>
public sealed record SimulationTallies(SimulationTally Current, SimulationTally Candidate)
{
    public static readonly SimulationTallies None = new(new SimulationTally(), new SimulationTally());

    public SimulationTallies Plus(SimulationTallies other) => new(Current.Plus(other.Current), Candidate.Plus(other.Candidate));
}

/// <summary>
/// Simulations: the plan and the request that asked for it are written together, once; what each shard has come to is a row of its own, so
/// that a shard that reports again does not count twice.
/// </summary>
public sealed class Simulations(LedgerTables tables)
{
    private const string Partition = "simulations";

    private TableClient Table => tables.Shared(Names.Tables.Runs);

    /// <summary>The run that a request has asked for.</summary>
    public async Task<(string Run, string RequestHash)?> FindAskedAsync(string operation, CancellationToken cancellation) =>
        await FindAsync(Partition, OperationKey(operation), cancellation) is { } row ? (row.GetString("Run"), row.GetString("RequestHash")) : null;

    public async Task<SimulationPlan?> FindPlanAsync(string run, CancellationToken cancellation) =>
        await FindAsync(Partition, PlanKey(run), cancellation) is { } row
            ? new SimulationPlan(run, Content.Read(row), row.GetString("Current"), DateOf(row, "From"), DateOf(row, "To"))
            : null;

    /// <summary>Keeps the plan under the request that asked for it; false when the request came before.</summary>
    public async Task<bool> TryPlanAsync(SimulationPlan plan, Operation operation, CancellationToken cancellation)
    {
        var row = new TableEntity(Partition, PlanKey(plan.Run))
        {
            ["Current"] = plan.CurrentVersion,
            ["From"] = Text(plan.From),
            ["To"] = Text(plan.To),
        };
        Content.Write(row, plan.Candidate);
        var asked = new TableEntity(Partition, OperationKey(operation.Key)) { ["Run"] = plan.Run, ["RequestHash"] = operation.RequestHash };
        try
        {
            await Table.SubmitTransactionAsync([new(TableTransactionActionType.Add, asked), new(TableTransactionActionType.Add, row)], cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    public Task ReportAsync(string run, int shard, SimulationTallies tallies, CancellationToken cancellation)
    {
        var row = new TableEntity(ShardsOf(run), string.Create(CultureInfo.InvariantCulture, $"{ShardsOf(run)}-{shard:D6}"));
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(tallies, StorageJson.Default.SimulationTallies));
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>What all shards have come to.</summary>
    public async Task<SimulationTallies> SumAsync(string run, CancellationToken cancellation)
    {
        var sum = SimulationTallies.None;
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ShardsOf(run)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            sum = sum.Plus(JsonSerializer.Deserialize(Content.Read(row), StorageJson.Default.SimulationTallies)!);
        }

        return sum;
    }

    private async Task<TableEntity?> FindAsync(string partition, string rowKey, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(partition, rowKey, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    private static DateOnly DateOf(TableEntity row, string name) => DateOnly.ParseExact(row.GetString(name), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string OperationKey(string operation) => $"{Partition}-op-{operation}";

    private static string PlanKey(string run) => $"{Partition}-plan-{run}";

    private static string ShardsOf(string run) => run + "-simulated";
}
