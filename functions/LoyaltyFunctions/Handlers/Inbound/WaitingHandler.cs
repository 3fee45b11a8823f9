using System.Text;
using Loyalty.Members;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Inbound;

/// <summary>
/// Sales that wait for their member, refunds that wait for their sale, claims that wait for what settles them. The delivery's row is written first, then the note under what it
/// waits for, and then that is looked up once more: whichever of the two comes last sees the other.
/// </summary>
public sealed class WaitingHandler(WaitingSales waiting, Deliveries deliveries, IdentityClaims identities, ReceiptClaims receipts, Unclaimed unclaimed)
{
    /// <summary>Notes what the delivery waits for; true when some of it is there already.</summary>
    public async Task<bool> NoteAsync(IReadOnlyList<WaitsFor> awaited, DeliveryRecord delivery, CancellationToken cancellation)
    {
        var isThere = false;
        foreach (var one in awaited)
        {
            await waiting.PutAsync(one, delivery, cancellation);
            isThere |= one.Due is not null ? false
                : one.Tried is not null ? (await unclaimed.ForAsync(one.Hash, cancellation)).Count > one.Seen
                : one.IsReceipt
                ? await receipts.AwaitAsync(one.Hash, cancellation)
                : await identities.IsEnrolledAsync(one.Hash, cancellation);
        }

        return isThere;
    }

    /// <summary>The queue messages of what waited for these identities.</summary>
    public Task<IReadOnlyList<string>> ReleaseAsync(IEnumerable<Identity> enrolled, CancellationToken cancellation) =>
        ReleaseAsync(enrolled.Select(identity => identity.Hash), cancellation);

    /// <summary>The queue messages of what waited for this receipt.</summary>
    public Task<IReadOnlyList<string>> ReleaseAsync(string receiptHash, CancellationToken cancellation) =>
        ReleaseAsync([receiptHash], cancellation);

    private async Task<IReadOnlyList<string>> ReleaseAsync(IEnumerable<string> hashes, CancellationToken cancellation)
    {
        var released = new List<string>();
        foreach (var hash in hashes)
        {
            foreach (var id in await waiting.ForAsync(hash, cancellation))
            {
                var delivery = await deliveries.FindAsync(id, cancellation);
                if (delivery is { Status: DeliveryStatus.Waiting, Message: { } message })
                {
                    released.Add(Encoding.UTF8.GetString(message));
                }
                else if (delivery is not null)
                {
                    await waiting.DeleteAsync(hash, id, cancellation);
                }
            }
        }

        return released;
    }
}
