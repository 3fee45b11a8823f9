using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Starts the journeys that have come due by the calendar, and keeps birthdays. One message a shard of the index.</summary>
public sealed class RunJourneysTimer(RunHandler runs)
{
    [Function(nameof(RunJourneysTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%RunJourneysSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.StartJourneysAsync(cancellation);
}
