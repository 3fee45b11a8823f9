using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Looks after waiting sales: those whose member has come go on, those older than 30 days become dead letters.</summary>
public sealed class RetryParkedTimer(RetryHandler retry)
{
    [Function(nameof(RetryParkedTimer))]
    [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
    public Task<string[]> RunAsync([TimerTrigger("%RetryParkedSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        retry.RunAsync(cancellation);
}
