using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Gives back what was reserved.</summary>
public sealed class CancelRedemptionHttp(Callers callers, Idempotency idempotency, RedemptionSecondPhase redemptions)
{
    [Function(nameof(CancelRedemptionHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/redemptions/{rid}/cancel")] HttpRequest request,
        string rid,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await redemptions.CancelAsync(caller, Ids.Require(rid), ticket.Operation, cancellation);
    }
}
