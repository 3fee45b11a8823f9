using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;
using Microsoft.AspNetCore.Mvc;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>`PATCH /api/members/{id}`, `POST /api/members/{id}/identities` and `…/identities/detach`.</summary>
public sealed class ProfileRequest(ProfileHandler profiles, WaitingHandler waiting, Outbox outbox, Publications publications, Publisher publisher)
{
    public Task<(IActionResult Answer, string[] Released)> PatchAsync(
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        ConsentSource source,
        CancellationToken cancellation)
    {
        var patch = JsonRequest.Read(body, fields => ProfilePatchReader.Read(fields, source.At))!;
        return ChangeAsync(memberId, operation, before => patch.ApplyTo(before, source), cancellation);
    }

    public Task<(IActionResult Answer, string[] Released)> AttachAsync(
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellation)
    {
        var identity = JsonRequest.Read(body, IdentityReader.Read)!;
        return ChangeAsync(memberId, operation, before => before.With(identity), cancellation);
    }

    /// <summary>An identity that the member does not have is given back already.</summary>
    public async Task<IActionResult> DetachAsync(
        string memberId,
        Operation operation,
        ReadOnlyMemory<byte> body,
        ConsentSource source,
        CancellationToken cancellation)
    {
        var identity = JsonRequest.Read(body, IdentityReader.Read)!;
        var (answer, _) = await ChangeAsync(memberId, operation, before => before.GivingBack(identity, source), cancellation);
        return answer;
    }

    public async Task<(IActionResult Answer, string[] Released)> ChangeAsync(
        string memberId,
        Operation operation,
        Func<MemberProfile, MemberProfile?> change,
        CancellationToken cancellation)
    {
        var behind = await outbox.PutCommitAsync(memberId, operation.Key);
        var result = await profiles.ChangeAsync(memberId, operation, change, cancellation);
        // Done before may mean done just now, with the answer lost: then this row is all that stands behind it, and is the sweeper's.
        if (result.Outcome != ProfileResult.Kind.Replayed)
        {
            var publication = await publications.OfAsync(memberId, operation.Key, cancellation);
            _ = publisher.PublishLaterAsync(publication ?? Publication.Nothing, behind);
        }

        return result.Outcome switch
        {
            ProfileResult.Kind.Changed => (new AnswerResult(result.Answer!), [.. await waiting.ReleaseAsync(result.Gained, cancellation)]),
            ProfileResult.Kind.Replayed => (new AnswerResult(result.Answer!, replayed: true), []),
            ProfileResult.Kind.KeyReused => throw new ProblemException(Problem.IdempotencyKeyReused),
            ProfileResult.Kind.IdentityTaken => throw new ProblemException(Problem.IdentityTaken),
            ProfileResult.Kind.LastIdentity => throw new ProblemException(Problem.LastIdentity),
            _ when result.MovedTo is { } next => throw new MemberMovedException(memberId, next),
            _ => throw new ProblemException(Problem.NotFound),
        };
    }
}
