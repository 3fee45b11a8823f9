using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Whether the hub can do its work: one line a dependency, 503 when it cannot.</summary>
public sealed class GetHealthHttp(Health health)
{
    [Function(nameof(GetHealthHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health")] HttpRequest request,
        CancellationToken cancellation)
    {
        var view = await health.CheckAsync(cancellation);
        return Json.Of(view.Status == Health.Unhealthy ? 503 : 200, view, ApiJson.Default.HealthView);
    }
}
