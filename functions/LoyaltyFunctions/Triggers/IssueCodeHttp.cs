using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Gives a member a code for points or a reward, which a till can verify without a call.</summary>
public sealed class IssueCodeHttp(Callers callers, Idempotency idempotency, CodeRequest codes)
{
    [Function(nameof(IssueCodeHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/codes")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await codes.IssueAsync(caller, Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
