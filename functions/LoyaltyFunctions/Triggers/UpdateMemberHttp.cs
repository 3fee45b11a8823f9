using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Changes a profile or consents (JSON Merge Patch, RFC 7396).</summary>
public sealed class UpdateMemberHttp(Callers callers, Idempotency idempotency, ProfileRequest profiles, TimeProvider clock)
{
    [Function(nameof(UpdateMemberHttp))]
    public async Task<AnswerAndDeliveries> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "patch", Route = "api/members/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.EnterOptional(request, caller, body);
        var source = new ConsentSource(caller.Partner, clock.GetUtcNow()) { ClientId = caller.Id };
        var (answer, released) = await profiles.PatchAsync(Ids.Require(id), ticket.Operation, body, source, cancellation);
        return new AnswerAndDeliveries { Result = answer, Deliveries = released };
    }
}
