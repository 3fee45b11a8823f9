using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What became of a claim of missing points.</summary>
public sealed class GetClaimHttp(Callers callers, ClaimRequest claims)
{
    [Function(nameof(GetClaimHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/claims/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        return await claims.FindAsync(caller, Ids.Require(id), cancellation);
    }
}
