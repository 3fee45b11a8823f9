using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Gives points of one member to another.</summary>
public sealed class TransferPointsHttp(Callers callers, Idempotency idempotency, TransferRequest transfers)
{
    [Function(nameof(TransferPointsHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/transfers")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Redeem);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await transfers.HandleAsync(caller, ticket.Operation, body, cancellation);
    }
}
