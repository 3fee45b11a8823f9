using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>How many members were sent a campaign of a partner, and what they did.</summary>
public sealed class GetCampaignHttp(Callers callers, PartnerBook partners, Campaigns campaigns)
{
    [Function(nameof(GetCampaignHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/partners/{id}/campaigns/{campaign}")] HttpRequest request,
        string id,
        string campaign,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var partner = partners.Find(id)?.Partner.Id ?? throw new ProblemException(Problem.NotFound);
        var counts = await campaigns.CountAsync(partner, campaign, cancellation) ?? throw new ProblemException(Problem.NotFound);
        return Json.Ok(CampaignView.Of(partner, campaign, counts), ApiJson.Default.CampaignView);
    }
}
