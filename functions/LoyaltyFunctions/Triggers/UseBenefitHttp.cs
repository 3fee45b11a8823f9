using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Records that a service of the tier, or one that was granted, was used.</summary>
public sealed class UseBenefitHttp(Callers callers, Idempotency idempotency, BenefitHandler benefits)
{
    [Function(nameof(UseBenefitHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/benefits/{benefit}/uses")] HttpRequest request,
        string id,
        string benefit,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await benefits.UseAsync(caller, Ids.Require(id), benefit, ticket.Operation, body, cancellation);
    }
}
