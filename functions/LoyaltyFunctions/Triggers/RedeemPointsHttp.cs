using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Sets points aside for a redemption, or spends them at once.</summary>
public sealed class RedeemPointsHttp(Callers callers, Idempotency idempotency, RedemptionHandler redemptions)
{
    [Function(nameof(RedeemPointsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/redemptions")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await redemptions.HandleAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
