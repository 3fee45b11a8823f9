using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

public enum ServiceBusEntityType
{
    Queue = 0,
    Topic = 1,
}

/// <summary>Wakes a function on a queue. The name may hold settings as <c>%Name%</c>; the connection has no meaning on this machine.</summary>
public sealed class ServiceBusTriggerAttribute(string queueName) : TriggerBindingAttribute, ISupportCardinality
{
    private Cardinality _cardinality = Cardinality.One;

    public string? QueueName { get; } = queueName;

    public string? Connection { get; set; }

    public bool AutoCompleteMessages { get; set; } = true;

    public bool IsBatched
    {
        get => _cardinality == Cardinality.Many;
        set => _cardinality = value ? Cardinality.Many : Cardinality.One;
    }

    Cardinality ISupportCardinality.Cardinality
    {
        get => _cardinality;
        set => _cardinality = value;
    }
}

/// <summary>Sends what a function returns to a queue: strings as they are, anything else as JSON, each element of a list by itself.</summary>
public sealed class ServiceBusOutputAttribute(string queueOrTopicName, ServiceBusEntityType entityType = ServiceBusEntityType.Queue)
    : OutputBindingAttribute
{
    public string QueueOrTopicName { get; } = queueOrTopicName;

    public string? Connection { get; set; }

    public ServiceBusEntityType EntityType { get; set; } = entityType;
}
