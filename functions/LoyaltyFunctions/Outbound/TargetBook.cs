using System.Collections.Frozen;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Options;
using LoyaltyFunctions.Outbound.Targets;
using Microsoft.Extensions.Options;

namespace LoyaltyFunctions.Outbound;

/// <summary>Every target of the settings, with its gate. The topic is one of them only for what it did not take at once.</summary>
public sealed class TargetBook : IDisposable
{
    private readonly FrozenDictionary<string, TargetGate> _gates;
    private readonly IReadOnlyList<ITarget> _subscribed;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _from;

    public TargetBook(TargetFactory factory, EventTopic topic, IOptions<OutboundOptions> options, TimeProvider clock)
    {
        (_clock, _from) = (clock, options.Value.From ?? DateTimeOffset.MinValue);
        _subscribed = [.. factory.Subscribed()];
        IEnumerable<ITarget> all = topic.IsThere ? [.. _subscribed, new TopicTarget(topic)] : _subscribed;
        _gates = all.ToFrozenDictionary(target => target.Id, target => new TargetGate(target, options.Value.PerSecond, clock));
    }

    public IEnumerable<string> Ids => _gates.Keys;

    /// <summary>Whether events go anywhere but to the topic now.</summary>
    public bool IsEmpty => _subscribed.Count == 0 || _clock.GetUtcNow() < _from;

    public IEnumerable<ITarget> Of(string eventType) => _subscribed.Where(target => target.Wants(eventType));

    /// <summary>Null for a target that the settings do not have any more.</summary>
    public TargetGate? Find(string id) => _gates.GetValueOrDefault(id);

    public void Dispose()
    {
        foreach (var gate in _gates.Values)
        {
            gate.Dispose();
        }
    }
}
