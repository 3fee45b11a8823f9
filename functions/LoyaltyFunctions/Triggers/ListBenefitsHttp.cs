using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Services of the member's tier, and those that a higher one opens.</summary>
public sealed class ListBenefitsHttp(Callers callers, StandingReader standing)
{
    [Function(nameof(ListBenefitsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/benefits")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await standing.BenefitsAsync(id, request.Query["storeId"].FirstOrDefault(), cancellation), ApiJson.Default.BenefitPage);
    }
}
