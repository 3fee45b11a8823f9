using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What a caller is told, and the run that is on its way.</summary>
public sealed class AnswerAndShards
{
    [HttpResult]
    public required IActionResult Result { get; init; }

    [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
    public string[]? Shards { get; init; }
}
