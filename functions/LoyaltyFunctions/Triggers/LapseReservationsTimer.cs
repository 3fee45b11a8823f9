using Loyalty.Accounts;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Lapses the reservations that nobody captured in time. One message a shard of the index.</summary>
public sealed class LapseReservationsTimer(RunHandler runs)
{
    [Function(nameof(LapseReservationsTimer))]
    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%LapseReservationsSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        runs.StartAsync(DueKind.Reservation, RunHandler.Lapse, quiet: true, cancellation);
}
