using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What a caller is told, and the deliveries that can be worked on now: the one that came, or those that waited.</summary>
public sealed class AnswerAndDeliveries
{
    [HttpResult]
    public required IActionResult Result { get; init; }

    [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
    public string[]? Deliveries { get; init; }
}
