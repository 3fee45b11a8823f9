using LoyaltyFunctions.Handlers.MissingPoints;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes a claim of points for a sale that earned none.</summary>
public sealed class FileClaimHttp(Callers callers, Idempotency idempotency, ClaimRequest claims)
{
    [Function(nameof(FileClaimHttp))]
    public async Task<Filed> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/claims")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Earn);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await claims.FileAsync(caller, ticket.Operation, body, cancellation);
        return new Filed { Result = answer, Released = released };
    }

    /// <summary>The answer, and the refunds that waited for the receipt.</summary>
    public sealed class Filed
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
        public string[]? Released { get; init; }
    }
}
