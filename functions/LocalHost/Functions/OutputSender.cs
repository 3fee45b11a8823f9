using LocalHost.EventGrid;
using LocalHost.Queues;
using Microsoft.Azure.Functions.Worker;

namespace LocalHost.Functions;

/// <summary>An output could not be made durable; the caller should try again.</summary>
internal sealed class OutputFault(string message, Exception inner) : Exception(message, inner);

/// <summary>Sends the outputs of functions to queues and topics.</summary>
internal sealed class OutputSender(QueueBroker queues, EventPublisher events, OutputTargets targets)
{
    /// <summary>All outputs at once; durable when the task ends.</summary>
    public Task SendAsync(Invocation invocation)
    {
        var sends = invocation.Function.Result.Outputs
            .Select(part => (Part: part, Payloads: Payload.From(part.Read(invocation.Result!))))
            .Where(x => x.Payloads.Count > 0)
            .Select(x => SendAsync(invocation.Function, x.Part, x.Payloads));
        return Task.WhenAll(sends);
    }

    private async Task SendAsync(LocalFunction function, ResultPlan.Part part, IReadOnlyList<ReadOnlyMemory<byte>> payloads)
    {
        try
        {
            if (part.Output is ServiceBusOutputAttribute)
                await queues.SendAsync(targets.Queue(part), payloads);
            else
                await events.PublishAsync(targets.Topic(part), payloads);
        }
        catch (Exception e) when (e is not MessageTooLargeException)
        {
            throw new OutputFault($"Function {function.Name} ended, but {part.Output.GetType().Name} could not be sent: {e.Message}", e);
        }
    }
}
