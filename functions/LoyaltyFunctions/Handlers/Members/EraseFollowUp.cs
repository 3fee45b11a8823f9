using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What is left to do once a member's account is closed: nothing may point to, or still tell about, who it was.</summary>
public sealed class EraseFollowUp(Ledger ledger, IdentityClaims identities, WaitingSales waiting, Deliveries deliveries, SharedTraces traces)
{
    /// <summary>Does nothing for operations that are not an erasure. May be done again.</summary>
    public async Task FinishAsync(string memberId, string operation, CancellationToken cancellation)
    {
        if (await ledger.FindOperationAsync(memberId, operation, cancellation) is not { Erased: { Count: > 0 } erased })
        {
            return;
        }

        await ledger.EmptyAnswersAsync(memberId, cancellation);
        await identities.DetachAsync(erased, memberId, cancellation);
        await traces.EraseAsync(memberId, cancellation);
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
