using Loyalty.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Reviews the tiers whose term has ended. One message a shard of the index.</summary>
public sealed class RecalculateTiersTimer(RunHandler runs)
{
    [Function(nameof(RecalculateTiersTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%RecalculateTiersSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.StartAsync(DueKind.TierReview, RunHandler.Tiers, quiet: false, cancellation);
}
