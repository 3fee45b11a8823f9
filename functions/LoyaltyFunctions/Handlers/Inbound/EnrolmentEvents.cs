using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A member enrolled by a connected system, which frees the sales that waited.</summary>
public sealed class EnrolmentEvents(EnrolHandler enrol, Publications publications, WaitingHandler waiting)
{
    public async Task<EventOutcome> HandleAsync(MemberEnrolled joined, EventOrigin origin, CancellationToken cancellation)
    {
        var operation = new Operation(origin.Marker, origin.Marker);
        var member = new NewMember(joined.Enrolment, origin.Partner, joined.OccurredAt, operation) { DeliveryId = origin.DeliveryId };
        var result = await enrol.EnrolAsync(member, cancellation);
        if (result.Outcome == EnrolResult.Kind.IdentityTaken)
        {
            return EventOutcome.Processed("one of the identities belongs to a member already");
        }

        var publication = await publications.OfAsync(member.MemberId, operation.Key, cancellation);
        return EventOutcome.Processed(result.Problem is { } problem ? $"enrolled without a referrer: who is named {problem}" : null) with
        {
            Publications = publication is null ? [] : [publication],
            Entries = [.. (publication?.Entries ?? []).Select(entry => new EntryRef(member.MemberId, entry.Sequence))],
            Released = await waiting.ReleaseAsync(joined.Enrolment.Identities, cancellation),
        };
    }
}
