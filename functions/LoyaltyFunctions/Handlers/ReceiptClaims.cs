using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>
/// One receipt, one member, for ever. A claim whose owner never committed the sale (its process died in between) passes on: the owner's
/// partition is fenced first, so that the late commit cannot happen any more.
/// </summary>
public sealed class ReceiptClaims(LedgerTables tables, Ledger ledger)
{
    private readonly Claims _claims = new(tables, Names.Tables.Claims);

    /// <summary>Claims the receipt; returns the member that it belongs to.</summary>
    public async Task<string> ClaimAsync(string receiptHash, string memberId, CancellationToken cancellation)
    {
        while (true)
        {
            var claim = await _claims.ClaimAsync(receiptHash, memberId, cancellation);
            if (claim.MemberId == memberId || await HasCommittedAsync(claim, cancellation))
            {
                return claim.MemberId;
            }

            await _claims.TryMoveAsync(claim, memberId, cancellation);
        }
    }

    /// <summary>The member whose purchase this receipt is; null while nobody has claimed it.</summary>
    public async Task<string?> FindAsync(string receiptHash, CancellationToken cancellation) =>
        (await _claims.FindAsync(receiptHash, cancellation))?.MemberId;

    private async Task<bool> HasCommittedAsync(Claim claim, CancellationToken cancellation) =>
        !await ledger.TryFenceReceiptAsync(claim.MemberId, claim.Hash, cancellation)
        && await ledger.FindReceiptAsync(claim.MemberId, claim.Hash, cancellation) is { IsFence: false };
}
