using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes a claim of points for a sale that earned none.</summary>
public sealed class FileClaimHttp(Callers callers, Idempotency idempotency, ClaimRequest claims)
{
    [Function(nameof(FileClaimHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/claims")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await claims.FileAsync(caller, ticket.Operation, body, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = released };
    }
}
