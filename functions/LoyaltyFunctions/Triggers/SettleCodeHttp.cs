using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A till tells which code it has accepted; the first receipt counts.</summary>
public sealed class SettleCodeHttp(Callers callers, Idempotency idempotency, CodeSettlement codes)
{
    [Function(nameof(SettleCodeHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/codes/redemptions")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await codes.SettleAsync(caller, body, cancellation);
    }
}
