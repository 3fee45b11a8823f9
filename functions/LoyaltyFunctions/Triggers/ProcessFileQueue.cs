using LoyaltyFunctions.Handlers.Files;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Works on a dropped file, some thousand rows a message; a longer one goes on in another message.</summary>
public sealed class ProcessFileQueue(FileHandler files)
{
    [Function(nameof(ProcessFileQueue))]
    public async Task<Worked> RunAsync(
        [ServiceBusTrigger(Names.Queues.Files, Connection = Names.ServiceBus)] string message,
        CancellationToken cancellation)
    {
        var progress = await files.ProcessAsync(message, cancellation);
        return new Worked { Next = progress.Next, Released = [.. progress.Released] };
    }

    /// <summary>The rest of the file, and what its rows have set free.</summary>
    public sealed class Worked
    {
        [ServiceBusOutput(Names.Queues.Files, Connection = Names.ServiceBus)]
        public string? Next { get; init; }

        [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
        public string[]? Released { get; init; }
    }
}
