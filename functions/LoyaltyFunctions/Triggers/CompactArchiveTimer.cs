using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Compacts the days of the archive that are over.</summary>
public sealed class CompactArchiveTimer(CompactionHandler compactions)
{
    [Function(nameof(CompactArchiveTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%CompactArchiveSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        compactions.StartAsync(id: null, cancellation);
}
