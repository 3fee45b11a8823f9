using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>One scheduled run, also while it goes.</summary>
public sealed class GetRunHttp(Callers callers, Runs runs)
{
    [Function(nameof(GetRunHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/runs/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var found = await runs.FindAsync(Ids.Require(id), cancellation) ?? throw new ProblemException(Problem.NotFound);
        return Json.Ok(RunView.Of(found), ApiJson.Default.RunView);
    }
}
