using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Gives a member one more identity; sales that waited for it go on.</summary>
public sealed class AttachIdentityHttp(Callers callers, Idempotency idempotency, ProfileRequest profiles)
{
    [Function(nameof(AttachIdentityHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/identities")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await profiles.AttachAsync(Ids.Require(id), ticket.Operation, body, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = released };
    }
}
