using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes back all that is left of a purchase.</summary>
public sealed class VoidPurchaseHttp(Callers callers, Idempotency idempotency, ReversalRequest reversals)
{
    [Function(nameof(VoidPurchaseHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/voids")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await reversals.VoidAsync(caller, ticket.Operation, body, cancellation);
    }
}
