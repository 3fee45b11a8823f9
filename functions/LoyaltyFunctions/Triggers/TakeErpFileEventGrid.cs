using LoyaltyFunctions.Handlers.Files;
using LoyaltyFunctions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Is told of files that an ERP dropped, and queues them: Event Grid waits half a minute for its answer.</summary>
public sealed class TakeErpFileEventGrid
{
    [Function(nameof(TakeErpFileEventGrid))]
    [ServiceBusOutput(Names.Queues.Files, Connection = Names.ServiceBus)]
    public string[] Run([EventGridTrigger] string dropped) => FileMessage.OfEvent(dropped) is { } file ? [file.ToJson()] : [];
}
