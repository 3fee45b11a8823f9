using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Gives a member one more identity; sales that waited for it go on.</summary>
public sealed class AttachIdentityHttp(Callers callers, Idempotency idempotency, ProfileRequest profiles)
{
    [Function(nameof(AttachIdentityHttp))]
    public async Task<Changed> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/identities")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await profiles.AttachAsync(Ids.Require(id), ticket.Operation, body, cancellation);
        return new Changed { Result = answer, Released = released };
    }

    /// <summary>The answer, and the sales that waited for a new identity.</summary>
    public sealed class Changed
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
        public string[]? Released { get; init; }
    }
}
