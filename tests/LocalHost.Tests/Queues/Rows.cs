using Azure.Data.Tables;
using LocalHost.Queues;

namespace LocalHost.Tests.Queues;

/// <summary>Looks at the rows behind the queues.</summary>
internal static class Rows
{
    public static async Task<IReadOnlyList<TableEntity>> AllAsync(string storage)
    {
        var rows = new List<TableEntity>();
        await foreach (var row in new TableClient(storage, QueueBroker.TableName).QueryAsync<TableEntity>())
            rows.Add(row);
        return rows;
    }
}
