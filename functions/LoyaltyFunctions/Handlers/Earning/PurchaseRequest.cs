using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>`POST /api/members/{id}/purchases`: reads the body, earns, publishes behind the till's back.</summary>
public sealed class PurchaseRequest(EarnHandler earn, WaitingHandler waiting, Outbox outbox, Publisher publisher, TimeProvider clock)
{
    public async Task<(IActionResult Answer, string[] Released)> HandleAsync(
        Caller caller,
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var (occurredAt, cashier, cards, purchase) = JsonRequest.Read(
            body,
            fields => (fields.Instant("occurredAt"), IdentityReader.Read(fields, "cashier"), TenderCards.Read(fields), PurchaseReader.Read(fields, caller.Partner)!));
        var behind = await outbox.PutCommitAsync(memberId, operation.Key, receipt: purchase.Receipt.Hash);
        var result = await earn.EarnAsync(new Sale(memberId, purchase, occurredAt ?? clock.GetUtcNow(), operation) { Cashier = cashier, Cards = cards }, cancellation);
        if (result.MovedTo is { } next)
        {
            await outbox.DeleteAsync(behind);
            throw new MemberMovedException(memberId, next);
        }

        // Done before may mean done just now, with the answer lost: then this row is all that stands behind it, and is the sweeper's.
        if (result.Outcome != EarnResult.Kind.Replayed)
        {
            var publication = result.Outcome == EarnResult.Kind.Earned ? new Publication(memberId, result.Committed) : Publication.Nothing;
            _ = publisher.PublishLaterAsync(publication, behind);
        }

        var released = result.Awaited ? await waiting.ReleaseAsync(purchase.Receipt.Hash, cancellation) : [];
        return (new AnswerResult(result.Answer ?? Refusals.Of(result.Outcome), result.Outcome == EarnResult.Kind.Replayed), [.. released]);
    }
}
