using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>`POST /api/members`: reads the body, enrols, publishes, and frees the sales that waited.</summary>
public sealed class EnrolRequest(
    EnrolHandler enrol,
    WaitingHandler waiting,
    Outbox outbox,
    Publications publications,
    Publisher publisher,
    TimeProvider clock)
{
    public async Task<(IActionResult Answer, string[] Released)> HandleAsync(
        Caller caller,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var enrolment = JsonRequest.Read(body, fields => EnrolmentReader.Read(fields, clock.GetUtcNow()))!;
        var member = new NewMember(enrolment, caller.Partner, clock.GetUtcNow(), operation) { IsReferrerRequired = true, ClientId = caller.Id };
        var behind = await outbox.PutCommitAsync(member.MemberId, operation.Key);
        var result = await enrol.EnrolAsync(member, cancellation);
        if (result.Outcome == EnrolResult.Kind.KeyReused)
        {
            throw new ProblemException(Problem.IdempotencyKeyReused);
        }

        if (result is { Outcome: EnrolResult.Kind.ReferrerInvalid, Problem: { } problem })
        {
            await outbox.DeleteAsync(behind);
            throw new ProblemException(Problem.Invalid, errors: [new FieldFault("/referredBy", problem)]);
        }

        // Done before may mean done just now, with the answer lost: then this row is all that stands behind it, and is the sweeper's.
        if (result.Outcome != EnrolResult.Kind.Replayed)
        {
            var publication = await publications.OfAsync(member.MemberId, operation.Key, cancellation);
            _ = publisher.PublishLaterAsync(publication ?? Publication.Nothing, behind);
        }

        var released = result.Outcome == EnrolResult.Kind.IdentityTaken ? [] : await waiting.ReleaseAsync(enrolment.Identities, cancellation);
        return (new AnswerResult(result.Answer!, result.Outcome == EnrolResult.Kind.Replayed), [.. released]);
    }
}
