using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes back what a refund no longer earns.</summary>
public sealed class RefundPurchaseHttp(Callers callers, Idempotency idempotency, ReversalRequest reversals)
{
    [Function(nameof(RefundPurchaseHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/refunds")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await reversals.RefundAsync(caller, ticket.Operation, body, cancellation);
    }
}
