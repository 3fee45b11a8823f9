using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Attempts to tell subscribers and connected systems, newest first; of one target, or because of one delivery, where the query names it.</summary>
public sealed class ListAttemptsHttp(Callers callers, DeliveryLister lister, DeliveryAttempts attempts)
{
    [Function(nameof(ListAttemptsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/attempts")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        if (request.Query["delivery"].ToString() is { Length: > 0 } delivery)
        {
            return await attempts.ListAsync(Ids.Require(delivery), cancellation) is { } told
                ? Json.Ok(told, ApiJson.Default.AttemptPage)
                : throw new ProblemException(Problem.NotFound);
        }

        var target = request.Query["target"].ToString() is { Length: > 0 } named ? named : null;
        return Json.Ok(await lister.ListAttemptsAsync(target, PageRequest.Read(request.Query), cancellation), ApiJson.Default.AttemptPage);
    }
}
