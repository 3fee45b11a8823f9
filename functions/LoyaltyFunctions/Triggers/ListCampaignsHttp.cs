using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Campaigns of the programme that holds, with what is left of their budgets and the newest report on each.</summary>
public sealed class ListCampaignsHttp(Callers callers, CampaignReportRequest campaigns)
{
    [Function(nameof(ListCampaignsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(await campaigns.ListAsync(cancellation), ApiJson.Default.CampaignPage);
    }
}
