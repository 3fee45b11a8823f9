using LoyaltyFunctions.Handlers.Background;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Replays what was bought in a period under a programme that does not hold, to see what it would cost.</summary>
public sealed class SimulateProgramHttp(Callers callers, Idempotency idempotency, SimulationRequest simulations)
{
    [Function(nameof(SimulateProgramHttp))]
    public async Task<AnswerAndShards> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/program/simulations")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, messages) = await simulations.HandleAsync(ticket.Operation, body, cancellation);
        return new AnswerAndShards { Result = answer, Shards = messages };
    }
}
