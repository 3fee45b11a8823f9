using System.Text;
using Loyalty.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// Sales that wait for their member. The delivery's row is written first, then the note under the identity, and then the identity is
/// looked up once more: whichever of sale and enrolment comes last sees the other.
/// </summary>
public sealed class WaitingHandler(WaitingSales waiting, Deliveries deliveries, IdentityClaims claims)
{
    public Task NoteAsync(IEnumerable<Identity> identities, DeliveryRecord delivery, CancellationToken cancellation) =>
        Task.WhenAll(identities.Select(identity => waiting.PutAsync(identity.Hash, delivery, cancellation)));

    public async Task<bool> IsAnyEnrolledAsync(IEnumerable<Identity> identities, CancellationToken cancellation)
    {
        foreach (var identity in identities)
        {
            if (await claims.IsEnrolledAsync(identity.Hash, cancellation))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The queue messages of what waited for these identities.</summary>
    public async Task<IReadOnlyList<string>> ReleaseAsync(IEnumerable<Identity> identities, CancellationToken cancellation)
    {
        var released = new List<string>();
        foreach (var identity in identities)
        {
            foreach (var id in await waiting.ForAsync(identity.Hash, cancellation))
            {
                var delivery = await deliveries.FindAsync(id, cancellation);
                if (delivery is { Status: DeliveryStatus.Waiting, Message: { } message })
                {
                    released.Add(Encoding.UTF8.GetString(message));
                }
                else if (delivery is not null)
                {
                    await waiting.DeleteAsync(identity.Hash, id, cancellation);
                }
            }
        }

        return released;
    }
}
