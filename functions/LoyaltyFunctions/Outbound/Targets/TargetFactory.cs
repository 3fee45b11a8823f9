using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Outbound.Targets;

/// <summary>Makes the targets of the settings.</summary>
public sealed class TargetFactory(IOptions<Dictionary<string, SubscriberOptions>> subscribers, IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>All that events are queued for.</summary>
    public IEnumerable<ITarget> Subscribed() =>
        subscribers.Value.Select(subscriber => new SubscriberTarget(subscriber.Key, subscriber.Value, clients, clock));
}
