using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Takes an identity off a member; it is free for others then. The body names it, so that it stands in no URL.</summary>
public sealed class DetachIdentityHttp(Callers callers, Idempotency idempotency, ProfileRequest profiles, TimeProvider clock)
{
    [Function(nameof(DetachIdentityHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/identities/detach")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var source = new ConsentSource(caller.Partner, clock.GetUtcNow()) { ClientId = caller.Id };
        return await profiles.DetachAsync(Ids.Require(id), ticket.Operation, body, source, cancellation);
    }
}
