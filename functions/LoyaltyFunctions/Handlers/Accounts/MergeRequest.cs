using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>`POST /api/members/{id}/merge`: closes the one, brings what it held to the other, publishes behind the caller's back.</summary>
public sealed class MergeRequest(MergeHandler merges, MergeFollowUp followUp, MergeAnswers answers, Outbox outbox, Publisher publisher)
{
    public async Task<IActionResult> HandleAsync(
        Caller caller,
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var from = Ids.Require(JsonRequest.Read(body, ReadFrom)!);
        var merge = new Merge(memberId, from, caller.Partner, operation);
        if (await answers.FindAsync(merge, cancellation) is { } kept)
        {
            return new AnswerResult(kept, replayed: true);
        }

        var stays = await merges.RequireTwoAsync(merge, cancellation);
        await answers.ClaimKeyAsync(merge, cancellation);
        var behind = await outbox.PutCommitAsync(from, merge.Closing.Key);
        var closed = await merges.CloseAsync(merge, stays, cancellation);
        if (closed.Publication is { } publication)
        {
            return await FinishAsync(merge, publication, closed.Before ? null : behind, cancellation);
        }

        var refusal = await answers.KeepAsync(merge, closed.Refusal!, cancellation);
        _ = publisher.PublishLaterAsync(Publication.Nothing, behind);
        return new AnswerResult(refusal, closed.Before);
    }

    public static string? ReadFrom(Fields body) => body.Required("from");

    // An attempt that found the account closed leaves its outbox row to the sweeper: it may be all that stands behind the closing.
    private async Task<IActionResult> FinishAsync(Merge merge, Publication closing, OutboxRef? behind, CancellationToken cancellation)
    {
        var joined = await followUp.FinishAsync(closing.Entries[^1]) ?? throw new ProblemException(Problem.NotFound);
        await publisher.PublishAsync(joined);
        var answer = await answers.KeepAsync(merge, joined, cancellation);
        if (behind is not null)
        {
            _ = publisher.PublishLaterAsync(closing, behind);
        }

        return new AnswerResult(answer, behind is null);
    }
}
