using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The member's history, newest first; with what was hashed where the query says `include=content`.</summary>
public sealed class ListEntriesHttp(Callers callers, MemberReader members)
{
    [Function(nameof(ListEntriesHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/entries")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        var withContent = request.Query["include"] == "content";
        return Json.Ok(await members.ListEntriesAsync(id, PageRequest.Read(request.Query), cancellation, withContent), ApiJson.Default.EntryPage);
    }
}
