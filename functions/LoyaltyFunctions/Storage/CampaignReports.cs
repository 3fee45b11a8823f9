using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Loyalty.Campaigns;

namespace LoyaltyFunctions.Storage;

/// <summary>A report as it was asked for; the programme's version tells the campaign's name, budget and what points are worth.</summary>
public sealed record CampaignPlan(string Run, string Version, CampaignScope Scope);

/// <summary>
/// Reports on campaigns: what is asked is written once, and what each shard has come to is a row of its own, so that a shard that reports again does not count twice.
/// </summary>
public sealed class CampaignReports(LedgerTables tables)
{
    private TableClient Table => tables.Shared(Names.Tables.Runs);

    /// <summary>Keeps what is asked; nothing happens where it is kept already.</summary>
    public async Task KeepAsync(CampaignPlan plan, CancellationToken cancellation)
    {
        var row = new TableEntity(PartitionOf(plan.Scope.Campaign), KeyOf(plan.Scope.Campaign, plan.Run)) { ["Run"] = plan.Run };
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(plan, StorageJson.Default.CampaignPlan));
        try
        {
            await Table.AddEntityAsync(row, cancellation);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // The request came before.
        }
    }

    public async Task<CampaignPlan?> FindAsync(string campaign, string run, CancellationToken cancellation)
    {
        var found = await Table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(campaign), KeyOf(campaign, run), cancellationToken: cancellation);
        return found.HasValue ? Read(found.Value!) : null;
    }

    /// <summary>The newest report on a campaign: ids of runs sort newest first.</summary>
    public async Task<CampaignPlan?> FindLatestAsync(string campaign, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(campaign)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, maxPerPage: 1, cancellationToken: cancellation))
        {
            return Read(row);
        }

        return null;
    }

    public Task ReportAsync(string run, int shard, CampaignTally tally, CancellationToken cancellation)
    {
        var row = new TableEntity(ShardsOf(run), string.Create(CultureInfo.InvariantCulture, $"{ShardsOf(run)}-{shard:D6}"));
        Content.Write(row, JsonSerializer.SerializeToUtf8Bytes(tally, StorageJson.Default.CampaignTally));
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>What all shards have come to.</summary>
    public async Task<CampaignTally> SumAsync(string run, CancellationToken cancellation)
    {
        var sum = new CampaignTally();
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {ShardsOf(run)}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            sum = sum.Plus(JsonSerializer.Deserialize(Content.Read(row), StorageJson.Default.CampaignTally)!);
        }

        return sum;
    }

    private static CampaignPlan Read(TableEntity row) => JsonSerializer.Deserialize(Content.Read(row), StorageJson.Default.CampaignPlan)!;

    private static string PartitionOf(string campaign) => "reports-" + Keys.Hash("campaign", campaign);

    private static string KeyOf(string campaign, string run) => $"{PartitionOf(campaign)}-{run}";

    private static string ShardsOf(string run) => run + "-reported";
}
