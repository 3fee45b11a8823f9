using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Replays the archive into tables of another name, and compares them with the live ones.</summary>
public sealed class RebuildLedgerHttp(Callers callers, Idempotency idempotency, RebuildHandler rebuild)
{
    [Function(nameof(RebuildLedgerHttp))]
    public async Task<Rebuilding> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/archive/rebuild")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, messages) = await rebuild.HandleAsync(ticket.Operation, body, cancellation);
        return new Rebuilding { Result = answer, Messages = messages };
    }

    /// <summary>The answer, and the run on its way.</summary>
    public sealed class Rebuilding
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
        public string[]? Messages { get; init; }
    }
}
