namespace LoyaltyFunctions.Hosting.Options;

/// <summary>The topic that the hub's events go to: `EventGrid__…`.</summary>
public sealed class EventGridOptions
{
    public const string SectionName = "EventGrid";

    /// <summary>Where to publish; nothing is published when it is not set. The local host sets it to its own topic.</summary>
    public string? TopicEndpoint { get; set; }

    /// <summary>Access key of a topic that takes keys; without it the hub's managed identity signs in.</summary>
    public string? TopicKey { get; set; }

    /// <summary>Resource ids of the Event Grid topics that may deliver to this hub, as their events name them in `topic` or `source`.</summary>
    public IList<string> Sources { get; } = [];
}
