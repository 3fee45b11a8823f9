using Azure.Data.Tables;
using Microsoft.Extensions.Logging;

namespace LocalHost.Queues;

/// <summary>
/// All queues of the app, kept in one table. This process is their only reader, so what is sent goes on from memory
/// and the table is read only at the start, for what an earlier process left.
/// </summary>
internal sealed class QueueBroker(TableClient? table, TimeProvider clock, ILogger<QueueBroker> logger) : IAsyncDisposable
{
    public const string TableName = "LocalHostQueues";

    private const string DeadLetterPath = "/$deadletterqueue";

    private readonly Dictionary<string, MessageQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _gate = new();

    /// <summary>The queue of that name; the dead letters of <c>q</c> are the queue <c>q/$deadletterqueue</c>.</summary>
    public MessageQueue Get(string name)
    {
        lock (_gate)
        {
            if (_queues.TryGetValue(name, out var queue))
                return queue;
            var store = table ?? throw new Hosting.StartFault("AzureWebJobsStorage is not set; queues need it");
            return _queues[name] = new(name, Partition(name), new(store, logger), clock);
        }
    }

    public MessageQueue? DeadLettersOf(MessageQueue queue) =>
        queue.Name.EndsWith(DeadLetterPath, StringComparison.OrdinalIgnoreCase) ? null : Get(queue.Name + DeadLetterPath);

    /// <summary>Durable when the task ends, all or, when a batch had to be split, some of them.</summary>
    public Task SendAsync(string queue, IReadOnlyList<ReadOnlyMemory<byte>> bodies) => Get(queue).SendAsync(bodies);

    /// <summary>Reads back what was not completed, for the queues that are listened to.</summary>
    public async Task RecoverAsync(CancellationToken cancellation)
    {
        if (table is null || _queues.Count == 0)
            return;
        await table.CreateIfNotExistsAsync(cancellation);
        var byPartition = _queues.Values.Where(x => x.IsListenedTo).ToDictionary(x => x.Partition);
        var found = new List<(MessageQueue Queue, QueueMessage Message)>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: cancellation))
        {
            if (byPartition.TryGetValue(row.PartitionKey, out var queue))
                found.Add((queue, QueueMessage.From(row)));
        }

        foreach (var (queue, message) in found.OrderBy(x => x.Message.Id, StringComparer.Ordinal))
            queue.Ready.Add(message);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues.Values)
            await queue.DisposeAsync();
    }

    // Names of queues may hold slashes and dollars, keys may not hold the first.
    private static string Partition(string name) => name.ToLowerInvariant().Replace('/', '~');
}
