using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Makes one member of two: another's history, identities and points come here.</summary>
public sealed class MergeMembersHttp(Callers callers, Idempotency idempotency, MergeRequest merges)
{
    [Function(nameof(MergeMembersHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/merge")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Adjust);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await merges.HandleAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
