using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Finishes what a crash left between accepting and queueing, or between committing and publishing.</summary>
public sealed class SweepOutboxTimer(SweepHandler sweep)
{
    [Function(nameof(SweepOutboxTimer))]
    [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%SweepOutboxSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        sweep.RunAsync(cancellation);
}
