using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Wakes a function on an event delivered to <c>/runtime/webhooks/eventgrid</c>.</summary>
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    public bool IsBatched { get; set; }
}

/// <summary>Publishes what a function returns. Each property names a setting, not the value itself.</summary>
public sealed class EventGridOutputAttribute : OutputBindingAttribute
{
    public string? TopicEndpointUri { get; set; }

    public string? TopicKeySetting { get; set; }

    public string? Connection { get; set; }
}
