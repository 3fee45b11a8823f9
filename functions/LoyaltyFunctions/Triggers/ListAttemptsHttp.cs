using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Attempts to tell subscribers and connected systems, newest first; of one target where the query names it.</summary>
public sealed class ListAttemptsHttp(Callers callers, DeliveryLister lister)
{
    [Function(nameof(ListAttemptsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/attempts")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var target = request.Query["target"].ToString() is { Length: > 0 } named ? named : null;
        return Json.Ok(await lister.ListAttemptsAsync(target, PageRequest.Read(request.Query), cancellation), ApiJson.Default.AttemptPage);
    }
}
