using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>What partners sent, newest first, with what became of it; of one partner or one status where the query names it.</summary>
public sealed class ListDeliveriesHttp(Callers callers, DeliveryLister lister)
{
    [Function(nameof(ListDeliveriesHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/deliveries")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        var (partner, status) = (request.Query["partner"].ToString(), request.Query["status"].ToString());
        var filter = new DeliveryFilter(partner.Length > 0 ? partner.ToLowerInvariant() : null, status.Length > 0 ? status : null);
        return Json.Ok(await lister.ListAsync(filter, PageRequest.Read(request.Query), cancellation), ApiJson.Default.DeliveryPage);
    }
}
