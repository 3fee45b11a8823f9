using LoyaltyFunctions.Handlers.Insights;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Starts a report on a campaign: what it cost, whether members bought more for it, and whether that paid.</summary>
public sealed class ReportCampaignHttp(Callers callers, Idempotency idempotency, CampaignReportRequest campaigns)
{
    [Function(nameof(ReportCampaignHttp))]
    public async Task<Reporting> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/campaigns/{id}/reports")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, messages) = await campaigns.StartAsync(id, ticket.Operation, body, cancellation);
        return new Reporting { Result = answer, Messages = messages };
    }

    /// <summary>The answer, and the run on its way.</summary>
    public sealed class Reporting
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Shards, Connection = Names.ServiceBus)]
        public string[]? Messages { get; init; }
    }
}
