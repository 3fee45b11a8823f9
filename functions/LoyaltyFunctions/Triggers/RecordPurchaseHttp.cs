using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A till's own sale, earned while it waits.</summary>
public sealed class RecordPurchaseHttp(Callers callers, Idempotency idempotency, PurchaseRequest purchase)
{
    [Function(nameof(RecordPurchaseHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/purchases")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await purchase.HandleAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = released };
    }
}
