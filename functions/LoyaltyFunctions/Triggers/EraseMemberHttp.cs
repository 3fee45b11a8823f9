using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Erases a member: profile and identities go at once, the history of points stays without them.</summary>
public sealed class EraseMemberHttp(Callers callers, Idempotency idempotency, EraseHandler erasure)
{
    [Function(nameof(EraseMemberHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/members/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Erase);
        using var ticket = idempotency.EnterOptional(request, caller, default);
        return await erasure.HandleAsync(caller, Ids.Require(id), ticket.Operation, cancellation);
    }
}
