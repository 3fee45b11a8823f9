using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Enrols a member; sales that waited for one of the member's identities go back to the queue.</summary>
public sealed class EnrolMemberHttp(Callers callers, Idempotency idempotency, EnrolRequest enrol)
{
    [Function(nameof(EnrolMemberHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await enrol.HandleAsync(caller, ticket.Operation, body, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = released };
    }
}
