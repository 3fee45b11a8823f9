using Loyalty.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Releases the points whose return window has passed. One message a shard of the index.</summary>
public sealed class ReleasePendingTimer(RunHandler runs)
{
    [Function(nameof(ReleasePendingTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%ReleasePendingSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.StartAsync(DueKind.Release, RunHandler.Release, quiet: false, cancellation);
}
