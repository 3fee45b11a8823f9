using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Profile, tier and balance of a member.</summary>
public sealed class GetMemberHttp(Callers callers, MemberReader members)
{
    [Function(nameof(GetMemberHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await members.GetAsync(id, cancellation), ApiJson.Default.MemberView);
    }
}
