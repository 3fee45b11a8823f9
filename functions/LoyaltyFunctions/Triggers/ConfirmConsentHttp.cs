using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>A member confirms a consent with the code that the message asked for.</summary>
public sealed class ConfirmConsentHttp(Callers callers, Idempotency idempotency, ConfirmationRequest confirmations)
{
    [Function(nameof(ConfirmConsentHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/members/{id}/confirmations")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Enrol);
        var body = await Bodies.ReadAsync(request, cancellation);
        using var ticket = idempotency.Enter(request, caller, body);
        return await confirmations.ConfirmAsync(Ids.Require(id), ticket.Operation, body, cancellation);
    }
}
