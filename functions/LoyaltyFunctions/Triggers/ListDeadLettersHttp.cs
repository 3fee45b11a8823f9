using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What could not be processed, newest first, with the reason.</summary>
public sealed class ListDeadLettersHttp(Callers callers, DeadLetters letters)
{
    [Function(nameof(ListDeadLettersHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/deadletters")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var page = PageRequest.Read(request.Query);
        var found = await letters.ListAsync(page.Cursor is null ? null : Ids.Require(page.Cursor), page.Limit, cancellation);
        return Json.Ok(new DeadLetterPage(found, found.Count == page.Limit ? found[^1].Id : null), ApiJson.Default.DeadLetterPage);
    }
}
