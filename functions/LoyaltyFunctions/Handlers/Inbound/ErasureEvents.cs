using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>An erasure that a connected system must pass on.</summary>
public sealed class ErasureEvents(EraseHandler erase, IdentityClaims identities)
{
    public async Task<EventOutcome> HandleAsync(ErasureRequested asked, EventOrigin origin, CancellationToken cancellation)
    {
        var memberId = await identities.FindAsync(asked.Member, cancellation);
        while (memberId is not null)
        {
            try
            {
                // Its commit is announced in the outbox, and published behind this.
                await erase.HandleAsync(new Caller(origin.Partner, origin.Partner, []), memberId, new Operation(origin.Marker, origin.Marker), cancellation);
                return EventOutcome.Processed("the member was erased");
            }
            catch (MemberMovedException moved)
            {
                memberId = moved.MovedTo;
            }
        }

        return EventOutcome.Processed($"nobody is enrolled with this {asked.Member.Type}");
    }
}
