using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Starts a run now that a timer would start later.</summary>
public sealed class StartRunHttp(Callers callers, Idempotency idempotency, RunRequest runs)
{
    [Function(nameof(StartRunHttp))]
    public async Task<AnswerAndShards> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/runs")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, messages) = await runs.HandleAsync(ticket.Operation, body, cancellation);
        return new AnswerAndShards { Result = answer, Shards = messages };
    }
}
