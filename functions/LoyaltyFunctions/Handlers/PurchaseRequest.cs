using Loyalty.Purchases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers;

/// <summary>`POST /api/members/{id}/purchases`: reads the body, earns, publishes behind the till's back.</summary>
public sealed class PurchaseRequest(EarnHandler earn, Outbox outbox, Publisher publisher, TimeProvider clock)
{
    public async Task<IActionResult> HandleAsync(
        Caller caller,
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var (purchase, occurredAt) = Read(body, caller.Partner);
        var behind = await outbox.PutCommitAsync(memberId, operation.Key);
        var result = await earn.EarnAsync(new Sale(memberId, purchase, occurredAt ?? clock.GetUtcNow(), operation), cancellation);
        if (result.Outcome == EarnResult.Kind.Earned)
        {
            _ = publisher.PublishLaterAsync(new Publication(memberId, result.Committed), behind);
        }
        else
        {
            _ = publisher.NothingToPublishAsync(behind);
        }

        return new AnswerResult(result.Answer ?? Refusals.Of(result.Outcome), result.Outcome == EarnResult.Kind.Replayed);
    }

    private static (Purchase Purchase, DateTimeOffset? OccurredAt) Read(ReadOnlyMemory<byte> body, string partner)
    {
        if (!JsonBody.TryParse(body.Span, out var root, out var problem))
        {
            throw new ProblemException(Problem.Malformed, problem);
        }

        var fields = Fields.Of(root);
        var occurredAt = fields.Instant("occurredAt");
        var purchase = PurchaseReader.Read(fields, partner);
        Faults.Refuse(fields.Faults);
        return (purchase!, occurredAt);
    }
}
