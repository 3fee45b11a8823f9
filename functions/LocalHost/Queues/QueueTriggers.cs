using System.Globalization;
using LocalHost.Functions;
using LocalHost.Hosting;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace LocalHost.Queues;

/// <summary>The listeners of all functions that wait on a queue.</summary>
internal sealed class QueueTriggers : IDisposable
{
    private readonly List<QueueListener> _listeners = [];
    private readonly Dictionary<LocalFunction, string> _names = [];
    private readonly FunctionRunner _runner;

    public QueueTriggers(FunctionCatalog catalog, FunctionRunner runner, QueueBroker broker, Surroundings around)
    {
        _runner = runner;
        foreach (var (function, trigger) in catalog.Of<ServiceBusTriggerAttribute>())
        {
            var name = SettingExpression.Resolve(trigger.QueueName!, around.Configuration, function.Name);
            if (_names.ContainsValue(name))
                throw function.Fault($"another function listens to queue {name} already");
            _names[function] = name;
            var queue = broker.Get(name);
            queue.IsListenedTo = true;
            var how = QueueOptions.For(trigger, around.Host);
            var waiting = new QueueClock(around.Clock, around.Loggers.CreateLogger<QueueDelivery>());
            var delivery = new QueueDelivery(
                queue, broker.DeadLettersOf(queue), how, batch => RunAsync(function, batch, around.GiveUp), waiting);
            _listeners.Add(new(queue, how, delivery));
        }
    }

    public string NameOf(LocalFunction function) => _names[function];

    public void Start() => _listeners.ForEach(x => x.Start());

    public Task StopTakingAsync() => Task.WhenAll(_listeners.Select(x => x.StopTakingAsync()));

    public Task FinishAsync() => Task.WhenAll(_listeners.Select(x => x.FinishAsync()));

    public void Dispose() => _listeners.ForEach(x => x.Dispose());

    /// <summary>Runs a function on messages that need not come from a queue.</summary>
    public Task RunAsync(LocalFunction function, IReadOnlyList<QueueMessage> batch, CancellationToken giveUp) =>
        _runner.RunAsync(function, (x, services) => new(x, services)
        {
            Input = batch.Select(message => message.Body).ToList(),
            Data = () => DataOf(batch, ((ServiceBusTriggerAttribute)x.Trigger).IsBatched),
            Stopping = giveUp,
        });

    private static Dictionary<string, object?> DataOf(IReadOnlyList<QueueMessage> batch, bool batched) => batched
        ? new()
        {
            ["MessageIdArray"] = batch.Select(x => x.Id).ToArray(),
            ["DeliveryCountArray"] = batch.Select(x => x.DeliveryCount).ToArray(),
        }
        : new()
        {
            ["MessageId"] = batch[0].Id,
            ["DeliveryCount"] = batch[0].DeliveryCount.ToString(CultureInfo.InvariantCulture),
            ["EnqueuedTimeUtc"] = batch[0].EnqueuedAt.ToString("O", CultureInfo.InvariantCulture),
        };
}
