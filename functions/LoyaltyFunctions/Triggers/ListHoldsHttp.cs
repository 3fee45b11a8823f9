using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What holds a member's redemptions back.</summary>
public sealed class ListHoldsHttp(Callers callers, HoldHandler holds)
{
    [Function(nameof(ListHoldsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/holds")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return new AnswerResult(new Answer(200, ApiJson.Write(await holds.ListAsync(Ids.Require(id), cancellation), ApiJson.Default.HoldPage)));
    }
}
