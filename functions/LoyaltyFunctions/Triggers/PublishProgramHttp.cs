using LoyaltyFunctions.Handlers;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Publishes a version of the programme, which takes effect at its `from`.</summary>
public sealed class PublishProgramHttp(Callers callers, Idempotency idempotency, ProgrammeHandler programmes)
{
    [Function(nameof(PublishProgramHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/program")] HttpRequest request,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Operate);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.EnterOptional(request, caller, body);
        return await programmes.PublishAsync(ticket.Operation, body, cancellation);
    }
}
