using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What became of a webhook; 404 while it is still queued.</summary>
public sealed class GetDeliveryHttp(Callers callers, DeliveryLister deliveries)
{
    [Function(nameof(GetDeliveryHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/deliveries/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var found = await deliveries.FindAsync(Ids.Require(id), cancellation);
        return found is null
            ? throw new ProblemException(Problem.NotFound)
            : Json.Ok(found, ApiJson.Default.DeliveryView);
    }
}
