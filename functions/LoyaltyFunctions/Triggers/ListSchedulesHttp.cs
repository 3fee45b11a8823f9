using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Overview;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>The timers: their schedules, when each is next due, and which can be run now.</summary>
public sealed class ListSchedulesHttp(Callers callers, Schedules schedules)
{
    [Function(nameof(ListSchedulesHttp))]
    public IActionResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/schedules")] HttpRequest request)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(schedules.List(), ApiJson.Default.SchedulePage);
    }
}
