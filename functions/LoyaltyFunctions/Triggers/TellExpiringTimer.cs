using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Says whose points are about to expire. One message a shard of the index.</summary>
public sealed class TellExpiringTimer(RunHandler runs)
{
    [Function(nameof(TellExpiringTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%TellExpiringSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.TellExpiringAsync(id: null, cancellation);
}
