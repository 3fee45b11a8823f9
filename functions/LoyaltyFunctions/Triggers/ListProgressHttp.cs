using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>How far the member has come towards the next tier, and towards rules that count purchases.</summary>
public sealed class ListProgressHttp(Callers callers, StandingReader standing)
{
    [Function(nameof(ListProgressHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/progress")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await standing.ProgressAsync(id, cancellation), ApiJson.Default.ProgressPage);
    }
}
