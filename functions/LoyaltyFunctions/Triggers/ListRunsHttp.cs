using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Scheduled runs, newest first; of one kind where the query names it.</summary>
public sealed class ListRunsHttp(Callers callers, Runs runs)
{
    [Function(nameof(ListRunsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/runs")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var page = PageRequest.Read(request.Query);
        var kind = request.Query["kind"].ToString() is { Length: > 0 } named ? named : null;
        var found = await runs.ListAsync(page.Cursor is null ? null : Ids.Require(page.Cursor), page.Limit, cancellation, kind);
        var next = found.Count == page.Limit ? found[^1].Run.Id : null;
        return Json.Ok(new RunPage([.. found.Select(RunView.Of)], next), ApiJson.Default.RunPage);
    }
}
