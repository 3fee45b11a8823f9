using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Which rewards are open to a member now, and why others are not.</summary>
public sealed class ListRewardsHttp(Callers callers, RewardReader rewards)
{
    [Function(nameof(ListRewardsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/rewards")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        var storeId = request.Query["storeId"].FirstOrDefault();
        return Json.Ok(await rewards.ListAsync(id, storeId, PageRequest.Read(request.Query), cancellation), ApiJson.Default.RewardPage);
    }
}
