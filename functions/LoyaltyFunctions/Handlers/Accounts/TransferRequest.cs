using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>`POST /api/transfers`: reads the body, takes from the one, brings to the other, publishes behind the caller's back.</summary>
public sealed class TransferRequest(TransferHandler transfers, Successors members, Outbox outbox, Publisher publisher)
{
    public async Task<IActionResult> HandleAsync(Caller caller, Operation operation, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var wish = JsonRequest.Read(body, TransferReader.Read)!;
        var transfer = new Transfer(Ids.Require(wish.From), Ids.Require(wish.To), wish.Points, caller.Partner, operation);
        if (await transfers.FindAnswerAsync(transfer, cancellation) is { } kept)
        {
            return new AnswerResult(kept, replayed: true);
        }

        transfer = transfer with { To = await FindReceiverAsync(transfer, cancellation) };
        if (!await transfers.TryClaimKeyAsync(transfer, cancellation))
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        for (var giver = transfer.From; ;)
        {
            var behind = await outbox.PutCommitAsync(giver, transfer.Id);
            var taken = await transfers.TakeAsync(transfer, giver, cancellation);
            if (taken.MovedTo is not { } next)
            {
                return await AnswerAsync(transfer, taken, behind, cancellation);
            }

            await outbox.DeleteAsync(behind);
            giver = next;
        }
    }

    /// <summary>The member who receives, under the id that holds now. Both have to be there, unless the points were taken when they were.</summary>
    private async Task<string> FindReceiverAsync(Transfer transfer, CancellationToken cancellation)
    {
        var giver = await members.FindAsync(transfer.From, cancellation);
        var receiver = await members.FindAsync(transfer.To, cancellation);
        var refusal = giver is null ? new ProblemException(Problem.NotFound, "There is no member `from`.")
            : receiver is null ? new ProblemException(Problem.NotFound, "There is no member `to`.")
            : giver.Account.MemberId == receiver.Account.MemberId ? new ProblemException(Problem.Invalid, errors: [new FieldFault("/to", "is the member who gives")])
            : null;
        return refusal is null || await transfers.WasTakenAsync(transfer, cancellation) ? receiver?.Account.MemberId ?? transfer.To : throw refusal;
    }

    private async Task<IActionResult> AnswerAsync(Transfer transfer, Taken taken, OutboxRef behind, CancellationToken cancellation)
    {
        if (taken.Publication is not { } publication)
        {
            var refusal = await transfers.KeepAsync(transfer, taken.Refusal!, cancellation);
            _ = publisher.PublishLaterAsync(Publication.Nothing, behind);
            return new AnswerResult(refusal, taken.Before);
        }

        var (answer, arrived) = await transfers.FinishAsync(transfer, publication, cancellation);
        foreach (var there in arrived)
        {
            await publisher.PublishAsync(there);
        }

        // Taken before may mean taken just now, with the answer lost: then this row is all that stands behind it, and is the sweeper's.
        if (!taken.Before)
        {
            _ = publisher.PublishLaterAsync(publication, behind);
        }

        return new AnswerResult(answer, taken.Before);
    }
}
