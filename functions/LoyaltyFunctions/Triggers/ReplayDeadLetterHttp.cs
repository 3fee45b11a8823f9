using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Sends a dead letter through the queue again. As often as one likes: what it did before, it does not do twice.</summary>
public sealed class ReplayDeadLetterHttp(Callers callers, ReplayHandler replay)
{
    [Function(nameof(ReplayDeadLetterHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/deadletters/{id}/replay")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        callers.Require(request, Scope.Operate);
        Idempotency.RequireKey(request);
        var (answer, message) = await replay.ReplayAsync(Ids.Require(id), cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = message is null ? null : [message] };
    }
}
