using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A report on a campaign, also while it goes; as JSON or, if the caller asks for it, as CSV.</summary>
public sealed class GetCampaignReportHttp(Callers callers, CampaignReportRequest campaigns)
{
    private const string Csv = "text/csv";

    [Function(nameof(GetCampaignReportHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/campaigns/{id}/reports/{report}")] HttpRequest request,
        string id,
        string report,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var view = await campaigns.GetAsync(id, report, cancellation);
        return request.Headers.Accept.ToString().Contains(Csv, StringComparison.OrdinalIgnoreCase)
            ? new FileContentResult(view.ToCsv(), Csv + "; charset=utf-8")
            : Json.Ok(view, ApiJson.Default.CampaignReportView);
    }
}
