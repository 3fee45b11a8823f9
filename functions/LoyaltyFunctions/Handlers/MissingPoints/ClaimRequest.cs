using LoyaltyFunctions.Api;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.MissingPoints;

/// <summary>`POST /api/claims` and `GET /api/claims/{id}`: a claim is a delivery of the hub's own, and waits like one.</summary>
public sealed class ClaimRequest(WaitingRequests waiting, Deliveries deliveries, Successors members, TimeProvider clock)
{
    public async Task<(IActionResult Answer, string[] Released)> FileAsync(
        Caller caller,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        if (await waiting.FindAsync(caller, operation, cancellation) is { } kept)
        {
            return (Accept(kept, replayed: true), []);
        }

        var claim = JsonRequest.Read(body, ClaimReader.Read)!;
        _ = await members.FindAsync(Ids.Require(claim.MemberId), cancellation) ?? throw new ProblemException(Problem.NotFound);
        var (id, released) = await waiting.WorkAsync(caller, operation, StandardWebhooksReader.ClaimFiled, clock.GetUtcNow(), body, cancellation);
        return (Accept(id, replayed: false), [.. released]);
    }

    public async Task<IActionResult> FindAsync(Caller caller, string id, CancellationToken cancellation) =>
        await deliveries.FindAsync(id, cancellation) is { } found && found.Partner == caller.Partner && found.Id.StartsWith('d')
            ? Json.Ok(ClaimView.Of(found), ApiJson.Default.ClaimView)
            : throw new ProblemException(Problem.NotFound);

    private static AnswerResult Accept(string id, bool replayed) =>
        new(new Answer(202, ApiJson.Write(new ClaimView(id, ClaimView.Open), ApiJson.Default.ClaimView), $"/api/claims/{id}"), replayed);
}
