using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Lets a member redeem again that a safety rule holds back.</summary>
public sealed class LiftHoldHttp(Callers callers, Idempotency idempotency, HoldHandler holds)
{
    [Function(nameof(LiftHoldHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/holds/lift")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await holds.LiftAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
