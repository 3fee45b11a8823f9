using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Corrects a balance by hand.</summary>
public sealed class AdjustPointsHttp(Callers callers, Idempotency idempotency, AdjustHandler adjustments)
{
    [Function(nameof(AdjustPointsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/adjustments")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Adjust);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await adjustments.HandleAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
