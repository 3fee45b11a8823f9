using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Works on accepted deliveries in batches; sends on what they set free, such as sales that waited for a new member.</summary>
public sealed class ProcessInboundQueue(BatchHandler batches)
{
    [Function(nameof(ProcessInboundQueue))]
    [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync(
        [ServiceBusTrigger(Names.Queues.Inbound, Connection = Names.ServiceBus, IsBatched = true)] string[] messages,
        CancellationToken cancellation) => batches.ProcessAsync(messages, cancellation);
}
