using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Budgets of the programme that holds, and what is left of them.</summary>
public sealed class ListBudgetsHttp(Callers callers, BudgetedCommits budgets)
{
    [Function(nameof(ListBudgetsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/program/budgets")] HttpRequest request,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        return Json.Ok(await budgets.ListAsync(cancellation), ApiJson.Default.BudgetPage);
    }
}
