using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Spends what was reserved, all of it or less.</summary>
public sealed class CaptureRedemptionHttp(Callers callers, Idempotency idempotency, RedemptionSecondPhase redemptions)
{
    [Function(nameof(CaptureRedemptionHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/redemptions/{rid}/capture")] HttpRequest request,
        string rid,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await redemptions.CaptureAsync(caller, Ids.Require(rid), ticket.Operation, body, cancellation);
    }
}
