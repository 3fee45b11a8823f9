using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What the member has, as of now.</summary>
public sealed class GetBalanceHttp(Callers callers, MemberReader members)
{
    [Function(nameof(GetBalanceHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/balance")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await members.GetBalanceAsync(id, cancellation), ApiJson.Default.BalanceView);
    }
}
