using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace LoyaltyFunctions.Triggers;

/// <summary>Erases a member: profile and identities go at once, the history of points stays without them.</summary>
public sealed class EraseMemberHttp(Callers callers, Idempotency idempotency, EraseHandler erasure)
{
    /// <summary>Words only: the entry that keeps one outlives the person's data.</summary>
    private static readonly string[] Reasons = ["member-request", "inactivity", "legal", "mistake"];

    [Function(nameof(EraseMemberHttp))]
    public async Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/members/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation)
    {
        var caller = callers.Require(request, Scope.Erase);
        using var ticket = idempotency.EnterOptional(request, caller, default);
        return await erasure.HandleAsync(caller, Ids.Require(id), ticket.Operation, cancellation, ReasonOf(request));
    }

    private static string? ReasonOf(HttpRequest request) => request.Query["reason"].ToString() switch
    {
        "" => null,
        var reason when Reasons.Contains(reason) => reason,
        _ => throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/reason", $"must be one of {string.Join(", ", Reasons)}")]),
    };
}
