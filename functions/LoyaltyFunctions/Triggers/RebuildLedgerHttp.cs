using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Replays the archive into tables of another name, and compares them with the live ones.</summary>
public sealed class RebuildLedgerHttp(Callers callers, Idempotency idempotency, RebuildHandler rebuild)
{
    [Function(nameof(RebuildLedgerHttp))]
    public async Task<AnswerAndShards> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/archive/rebuild")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, messages) = await rebuild.HandleAsync(ticket.Operation, body, cancellation);
        return new AnswerAndShards { Result = answer, Shards = messages };
    }
}
