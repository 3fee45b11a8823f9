using LoyaltyFunctions.Outbound.Sources;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Renews subscriptions at systems that end them after some days, and makes those that are missing.</summary>
public sealed class RenewSubscriptionsTimer(Subscriptions subscriptions)
{
    [Function(nameof(RenewSubscriptionsTimer))]
    public Task RunAsync([TimerTrigger("%RenewSubscriptionsSchedule%")] TimerInfo timer, CancellationToken cancellation) =>
        subscriptions.RenewAsync(cancellation);
}
