using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The partners of the settings: how they do, and how old their secrets are.</summary>
public sealed class ListPartnersHttp(Callers callers, PartnerOverview partners)
{
    [Function(nameof(ListPartnersHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/partners")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(await partners.ListAsync(cancellation), ApiJson.Default.PartnerPage);
    }
}
