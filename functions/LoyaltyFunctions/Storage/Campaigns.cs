using System.Text;
using Azure.Data.Tables;
using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Storage;

/// <summary>How many members did what with a campaign.</summary>
public sealed record CampaignCounts(long Members, long Sent, long Opened, long Clicked, long Converted, long Unsubscribed);

/// <summary>What members did with the messages of a campaign: one row a campaign and member, so that telling it twice counts once.</summary>
public sealed class Campaigns(LedgerTables tables)
{
    private const int MaxIdBytes = 512;

    public Task PutAsync(string partner, string campaign, string memberId, Engagement engagement, DateTimeOffset at, CancellationToken cancellation)
    {
        var partition = PartitionOf(partner, campaign);
        var row = new TableEntity(partition, $"{partition}-{memberId}")
        {
            ["Partner"] = partner,
            ["CampaignId"] = Encoding.UTF8.GetByteCount(campaign) > MaxIdBytes ? null : campaign,
            [$"{engagement}At"] = at,
        };
        return tables.Of(Names.Tables.Campaigns, partition).UpsertEntityAsync(row, TableUpdateMode.Merge, cancellation);
    }

    /// <summary>Null for a campaign that nobody was told of. A walk over its rows, for operators.</summary>
    public async Task<CampaignCounts?> CountAsync(string partner, string campaign, CancellationToken cancellation)
    {
        var partition = PartitionOf(partner, campaign);
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition}");
        var counts = new CampaignCounts(0, 0, 0, 0, 0, 0);
        await foreach (var row in tables.Of(Names.Tables.Campaigns, partition).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            long Did(Engagement engagement) => row.ContainsKey($"{engagement}At") ? 1 : 0;
            counts = new CampaignCounts(
                counts.Members + 1,
                counts.Sent + Did(Engagement.Sent),
                counts.Opened + Did(Engagement.Opened),
                counts.Clicked + Did(Engagement.Clicked),
                counts.Converted + Did(Engagement.Converted),
                counts.Unsubscribed + Did(Engagement.Unsubscribed));
        }

        return counts.Members == 0 ? null : counts;
    }

    private static string PartitionOf(string partner, string campaign) => Keys.Hash("campaign", partner, campaign);
}
