using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A simulation, also while it goes.</summary>
public sealed class GetSimulationHttp(Callers callers, SimulationRequest simulations)
{
    [Function(nameof(GetSimulationHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/program/simulations/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(await simulations.GetAsync(Ids.Require(id), cancellation), ApiJson.Default.SimulationView);
    }
}
