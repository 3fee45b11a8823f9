using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Enrols a member; sales that waited for one of the member's identities go back to the queue.</summary>
public sealed class EnrolMemberHttp(Callers callers, Idempotency idempotency, EnrolRequest enrol)
{
    [Function(nameof(EnrolMemberHttp))]
    public async Task<Enrolled> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        var (answer, released) = await enrol.HandleAsync(caller, ticket.Operation, body, cancellation);
        return new Enrolled { Result = answer, Released = released };
    }

    /// <summary>The answer, and the deliveries that can go on.</summary>
    public sealed class Enrolled
    {
        [HttpResult]
        public required IActionResult Result { get; init; }

        [ServiceBusOutput(Names.Queues.Inbound, Connection = Names.ServiceBus)]
        public string[]? Released { get; init; }
    }
}
