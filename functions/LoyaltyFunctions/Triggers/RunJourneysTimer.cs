using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Notes members for journeys that are new, starts the journeys that have come due by the calendar, and keeps birthdays. One message a shard of the index.</summary>
public sealed class RunJourneysTimer(RunHandler runs, NoteHandler notes, TimeProvider clock)
{
    [Function(nameof(RunJourneysTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public async Task<string[]> RunAsync([TimerTrigger("%RunJourneysSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        [.. await notes.StartAsync(clock.GetUtcNow(), cancellation), .. await runs.StartJourneysAsync(cancellation)];
}
