using Loyalty.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Expires the lots whose last day has passed. One message a shard of the index.</summary>
public sealed class ExpirePointsTimer(RunHandler runs)
{
    [Function(nameof(ExpirePointsTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%ExpirePointsSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.StartAsync(DueKind.Expiry, RunHandler.Expire, quiet: false, cancellation);
}
