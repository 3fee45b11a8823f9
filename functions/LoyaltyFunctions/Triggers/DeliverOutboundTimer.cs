using LoyaltyFunctions.Outbound;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Tells targets what has come due: what they did not take at once, and what a crash left.</summary>
public sealed class DeliverOutboundTimer(Courier courier)
{
    [Function(nameof(DeliverOutboundTimer))]
    public Task RunAsync([TimerTrigger("%DeliverOutboundSchedule%")] TimerInfo timer, CancellationToken cancellation) => courier.RunAsync(cancellation);
}
