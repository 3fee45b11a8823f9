using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Ways to earn that are open to the member now, and why others are not.</summary>
public sealed class ListOffersHttp(Callers callers, OfferReader offers)
{
    [Function(nameof(ListOffersHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/members/{id}/offers")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Read);
        return Json.Ok(await offers.ReadAsync(id, cancellation), ApiJson.Default.OfferPage);
    }
}
