using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>
/// One receipt, one member, for ever. A claim whose owner never committed the sale (its process died in between) passes on: the owner's
/// partition is fenced first, so that the late commit cannot happen any more. An owner that finds itself fenced may commit over the
/// fence only after it has taken its claim anew; both change a version that the other needs, so that at most one of them gets through.
/// </summary>
public sealed class ReceiptClaims(LedgerTables tables, Ledger ledger, Successors members)
{
    private readonly Claims _claims = new(tables, Names.Tables.Claims);

    /// <summary>Claims the receipt; returns the claim that stands, of whichever member it is.</summary>
    public async Task<Claim> ClaimAsync(string receiptHash, string memberId, CancellationToken cancellation)
    {
        while (true)
        {
            var claim = await _claims.ClaimAsync(receiptHash, memberId, cancellation);
            if (claim.MemberId == memberId
                || (claim.MemberId != Claim.Nobody && !await ledger.TryFenceReceiptAsync(claim.MemberId, claim.Hash, cancellation)))
            {
                return claim;
            }

            await _claims.TryMoveAsync(claim, memberId, cancellation);
        }
    }

    /// <summary>Claims a receipt whose fence in the member's own partition was just read; whoever was about to move the claim cannot any more.</summary>
    public async Task<Claim> ClaimAgainAsync(string receiptHash, string memberId, CancellationToken cancellation)
    {
        while (true)
        {
            var claim = await ClaimAsync(receiptHash, memberId, cancellation);
            if (claim.MemberId != memberId || await _claims.TryMoveAsync(claim, memberId, cancellation))
            {
                return claim;
            }
        }
    }

    /// <summary>The receipt's row where its claim is of somebody who was merged into this member after having earned; else null.</summary>
    public async Task<ReceiptRow?> FindInheritedAsync(Claim claim, string memberId, CancellationToken cancellation) =>
        (await members.FindAsync(claim.MemberId, cancellation))?.Account.MemberId == memberId
        && await ledger.FindReceiptAsync(claim.MemberId, claim.Hash, cancellation) is { IsFence: false } row
            ? row
            : null;

    /// <summary>The member whose purchase this receipt is; null while nobody has claimed it.</summary>
    public async Task<string?> FindAsync(string receiptHash, CancellationToken cancellation) =>
        await _claims.FindAsync(receiptHash, cancellation) is { MemberId: not Claim.Nobody } claim ? claim.MemberId : null;

    /// <summary>Leaves word that a refund waits for the receipt; true when its sale has been committed already.</summary>
    public async Task<bool> AwaitAsync(string receiptHash, CancellationToken cancellation) =>
        await IsCommittedAsync(await _claims.AwaitAsync(receiptHash, cancellation), cancellation);

    /// <summary>Whether the sale of this receipt has been committed.</summary>
    public async Task<bool> IsCommittedAsync(string receiptHash, CancellationToken cancellation) =>
        await _claims.FindAsync(receiptHash, cancellation) is { } claim && await IsCommittedAsync(claim, cancellation);

    private async Task<bool> IsCommittedAsync(Claim claim, CancellationToken cancellation) => claim.MemberId != Claim.Nobody
        && await ledger.FindReceiptAsync(claim.MemberId, claim.Hash, cancellation) is { IsFence: false };
}
