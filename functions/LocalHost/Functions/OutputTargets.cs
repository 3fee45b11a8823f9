using LocalHost.EventGrid;
using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace LocalHost.Functions;

/// <summary>Queue names and topic endpoints of all outputs, resolved at the start so that a missing setting stops it.</summary>
internal sealed class OutputTargets
{
    private readonly Dictionary<ResultPlan.Part, string> _queues = [];
    private readonly Dictionary<ResultPlan.Part, TopicEndpoint> _topics = [];

    public OutputTargets(FunctionCatalog catalog, IConfiguration configuration)
    {
        foreach (var function in catalog.All)
        {
            foreach (var part in function.Result.Outputs)
                Add(function, part, configuration);
        }
    }

    public IEnumerable<string> Queues => _queues.Values;

    public string Queue(ResultPlan.Part part) => _queues[part];

    public TopicEndpoint Topic(ResultPlan.Part part) => _topics[part];

    private void Add(LocalFunction function, ResultPlan.Part part, IConfiguration configuration)
    {
        switch (part.Output)
        {
            case ServiceBusOutputAttribute { EntityType: ServiceBusEntityType.Queue } queue:
                _queues[part] = SettingExpression.Resolve(queue.QueueOrTopicName, configuration, function.Name);
                break;
            case EventGridOutputAttribute topic:
                _topics[part] = TopicEndpoint.From(topic, configuration, function);
                break;
            default:
                throw function.Fault($"the local host has nothing that stands for {part.Output.GetType().Name} of a topic");
        }
    }
}
