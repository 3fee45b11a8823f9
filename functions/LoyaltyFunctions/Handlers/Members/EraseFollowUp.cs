using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// What is left to do once a member's account is closed: nothing may point to, or still tell about, who it was. Nor may an identity that a
/// change of the profile dropped.
/// </summary>
public sealed class EraseFollowUp(Ledger ledger, IdentityClaims identities, WaitingSales waiting, Deliveries deliveries)
{
    /// <summary>Does nothing for operations that are not an erasure, or drop no identity. May be done again.</summary>
    public async Task FinishAsync(string memberId, string operation, CancellationToken cancellation)
    {
        if (await ledger.FindOperationAsync(memberId, operation, cancellation) is { } done)
        {
            await DropAsync(memberId, done.Dropped, cancellation);
            await EraseAsync(memberId, done.Erased, cancellation);
        }
    }

    /// <summary>What the member has again by now stays.</summary>
    private async Task DropAsync(string memberId, IReadOnlyList<string> dropped, CancellationToken cancellation)
    {
        if (dropped.Count > 0)
        {
            var held = (await ledger.FindProfileAsync(memberId, cancellation))?.Identities.Select(identity => identity.Hash) ?? [];
            await identities.DetachAsync(dropped.Except(held), memberId, cancellation);
        }
    }

    private async Task EraseAsync(string memberId, IReadOnlyList<string> erased, CancellationToken cancellation)
    {
        if (erased.Count == 0)
        {
            return;
        }

        await ledger.EmptyAnswersAsync(memberId, cancellation);
        await identities.DetachAsync(erased, memberId, cancellation);
        foreach (var hash in erased)
        {
            foreach (var id in await waiting.ForAsync(hash, cancellation))
            {
                await EmptyAsync(hash, id, cancellation);
            }
        }
    }

    private async Task EmptyAsync(string hash, string deliveryId, CancellationToken cancellation)
    {
        if (await deliveries.FindAsync(deliveryId, cancellation) is { Status: DeliveryStatus.Waiting } delivery)
        {
            var emptied = delivery with { Status = DeliveryStatus.Processed, Reason = "its member was erased", Message = null };
            await deliveries.ReplaceAsync(emptied, cancellation);
        }

        await waiting.DeleteAsync(hash, deliveryId, cancellation);
    }
}
