using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A member opens an offer that waits to be activated.</summary>
public sealed class ActivateOfferHttp(Callers callers, Idempotency idempotency, ActivationHandler activations)
{
    [Function(nameof(ActivateOfferHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/offers/{offer}/activations")] HttpRequest request,
        string id,
        string offer,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await activations.HandleAsync(caller, Ids.Require(id), offer, ticket.Operation, cancellation);
    }
}
