using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The member with an identity; unknown and erased answer alike.</summary>
public sealed class LookUpMemberHttp(Callers callers, MemberReader members)
{
    [Function(nameof(LookUpMemberHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/lookup")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await members.LookUpAsync(request.Query["type"], request.Query["value"], cancellation), ApiJson.Default.MemberView);
    }
}
