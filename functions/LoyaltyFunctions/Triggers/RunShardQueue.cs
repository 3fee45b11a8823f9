using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Works on one shard of a scheduled run.</summary>
public sealed class RunShardQueue(ShardHandler shards)
{
    [Function(nameof(RunShardQueue))]
    public Task RunAsync(
        [ServiceBusTrigger(Names.Queues.Shards, Connection = Names.ServiceBus)] string message,
        CancellationToken cancellation) => shards.ProcessAsync(ShardMessage.Parse(message), cancellation);
}
