using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>A record of a customer changed in a connected system, or somebody unsubscribed there.</summary>
public sealed class ProfileEvents(ProfileHandler profiles, JoinHandler join, IdentityClaims identities, Publications publications, WaitingHandler waiting)
{
    public async Task<EventOutcome> HandleAsync(CustomerUpdated updated, EventOrigin origin, CancellationToken cancellation)
    {
        if (await JoinAsync(updated, origin, cancellation) is { } refused)
        {
            return refused;
        }

        var (memberId, joins) = await FindAsync(updated, cancellation);
        if (memberId is null)
        {
            return EventOutcome.Processed($"nobody is enrolled with this {updated.Customer.Type}");
        }

        var operation = new Operation(origin.Marker, origin.Marker);
        // A sender whose clock runs ahead does not outdo what is told later.
        var told = updated.OccurredAt < origin.ReceivedAt ? updated.OccurredAt : origin.ReceivedAt;
        var source = new ConsentSource(origin.Partner, told) { DeliveryId = origin.DeliveryId };
        var result = await ChangeAsync();
        while (result.MovedTo is { } next)
        {
            memberId = next;
            result = await ChangeAsync();
        }

        return result.Outcome switch
        {
            ProfileResult.Kind.Changed or ProfileResult.Kind.Replayed => EventOutcome.Processed() with
            {
                Publications = await publications.OfAsync(memberId, operation.Key, cancellation) is { } publication ? [publication] : [],
                Released = await waiting.ReleaseAsync(result.Gained, cancellation),
            },
            ProfileResult.Kind.IdentityTaken => EventOutcome.Parked("the new e-mail or phone belongs to another member"),
            _ => EventOutcome.Processed("the member has left"),
        };

        Task<ProfileResult> ChangeAsync() => profiles.ChangeAsync(memberId, operation, Change, cancellation);

        MemberProfile Change(MemberProfile before)
        {
            var after = updated.Patch.ApplyTo(before, source);
            after = joins ? after.With(updated.Customer) : after;
            return updated.Record is { } record ? after.With(record, updated.Customer) : after;
        }
    }

    /// <summary>Makes one of the two members that one record turns out to be about; null when there are no two, or that is done.</summary>
    private async Task<EventOutcome?> JoinAsync(CustomerUpdated updated, EventOrigin origin, CancellationToken cancellation) =>
        updated.AlsoKnownAs is { } other
        && await identities.FindAsync(updated.Customer, cancellation) is { } one
        && await identities.FindAsync(other, cancellation) is { } second
        && one != second
            ? await join.JoinAsync(one, second, origin, cancellation)
            : null;

    /// <summary>Whose record it is; <c>Joins</c>: only the second identity was known, and the first is to be the member's too.</summary>
    private async Task<(string? MemberId, bool Joins)> FindAsync(CustomerUpdated updated, CancellationToken cancellation)
    {
        var known = await identities.FindAsync(updated.Customer, cancellation);
        return known is not null || updated.AlsoKnownAs is not { } other ? (known, false) : (await identities.FindAsync(other, cancellation), true);
    }
}
