using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes the use of a service back.</summary>
public sealed class ReturnBenefitHttp(Callers callers, Idempotency idempotency, BenefitHandler benefits)
{
    [Function(nameof(ReturnBenefitHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/benefits/uses/{use}/cancel")] HttpRequest request,
        string id,
        string use,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await benefits.ReturnAsync(caller, Ids.Require(id), Ids.Require(use), ticket.Operation, cancellation);
    }
}
