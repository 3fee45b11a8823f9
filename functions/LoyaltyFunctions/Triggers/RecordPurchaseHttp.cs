using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A till's own sale, earned while it waits.</summary>
public sealed class RecordPurchaseHttp(Callers callers, Idempotency idempotency, PurchaseRequest purchase)
{
    [Function(nameof(RecordPurchaseHttp))]
    public async Task<Recorded> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/purchases")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await purchase.HandleAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
        return new Recorded { Result = answer, Released = released };
    }

    /// <summary>The answer, and the refunds of this receipt that came before it.</summary>
    public sealed class Recorded
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
        public string[]? Released { get; init; }
    }
}
