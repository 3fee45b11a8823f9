using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// A connected system has deleted its record of somebody: what identified the member there does so no more. The member, points and all else
/// stay; only the member, or who acts for them, asks for an erasure.
/// </summary>
public sealed class RecordRemoval(ProfileHandler profiles, IdentityClaims identities, Outbox outbox, Publications publications, Publisher publisher)
{
    public async Task<EventOutcome> HandleAsync(CustomerRemoved gone, EventOrigin origin, CancellationToken cancellation)
    {
        if (await identities.FindAsync(gone.Customer, cancellation) is not { } memberId)
        {
            return EventOutcome.Processed($"nobody is enrolled with this {gone.Customer.Type}");
        }

        var operation = new Operation(origin.Marker, origin.Marker);
        var result = await RemoveAsync(memberId, operation, gone, cancellation);
        while (result.MovedTo is { } next)
        {
            memberId = next;
            result = await RemoveAsync(memberId, operation, gone, cancellation);
        }

        return result.Outcome switch
        {
            ProfileResult.Kind.MemberUnknown => EventOutcome.Processed("the member has left"),
            _ when result.KeptLast => EventOutcome.Processed($"the {gone.Customer.Type} is all that identifies the member, and stays"),
            _ => EventOutcome.Processed($"the {gone.Customer.Type} was taken off the member"),
        };
    }

    private async Task<ProfileResult> RemoveAsync(string memberId, Operation operation, CustomerRemoved gone, CancellationToken cancellation)
    {
        // The delivery that comes again finds nobody by what is gone, and cannot tell what was published: the sweeper can.
        var behind = await outbox.PutCommitAsync(memberId, operation.Key);
        var keptLast = false;
        var result = await profiles.ChangeAsync(memberId, operation, Remove, cancellation);
        if (result.Outcome == ProfileResult.Kind.Changed && await publications.OfAsync(memberId, operation.Key, cancellation) is { } publication)
        {
            await publisher.PublishAsync(publication);
        }

        if (result.Outcome != ProfileResult.Kind.Replayed)
        {
            await outbox.DeleteAsync(behind);
        }

        return result with { KeptLast = keptLast };

        MemberProfile Remove(MemberProfile before)
        {
            var after = before.Without(gone.Customer);
            keptLast = after.Identities.Count == 0;
            return keptLast ? before : after;
        }
    }
}
