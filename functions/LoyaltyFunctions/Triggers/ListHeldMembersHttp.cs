using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>All members of whom a safety rule holds something back.</summary>
public sealed class ListHeldMembersHttp(Callers callers, HoldLister holds)
{
    [Function(nameof(ListHeldMembersHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/holds")] HttpRequest request, CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(await holds.ListAsync(PageRequest.Read(request.Query), cancellation), ApiJson.Default.HeldMemberPage);
    }
}
