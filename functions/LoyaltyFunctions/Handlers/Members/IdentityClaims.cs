using Loyalty.Accounts;
using Loyalty.Members;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// One identity, one member. As with receipts, a claim whose owner was never enrolled passes on once that member id has been fenced.
/// </summary>
public sealed class IdentityClaims(LedgerTables tables, Ledger ledger)
{
    private readonly Claims _claims = new(tables, Names.Tables.Identities);

    public async Task<string?> FindAsync(Identity identity, CancellationToken cancellation) =>
        (await _claims.FindAsync(identity.Hash, cancellation))?.MemberId;

    /// <summary>Whether the identity belongs to a member whose enrolment has been committed, and who has not been erased.</summary>
    public async Task<bool> IsEnrolledAsync(string identityHash, CancellationToken cancellation) =>
        await _claims.FindAsync(identityHash, cancellation) is { } claim
        && await ledger.FindAsync(claim.MemberId, cancellation) is { Account.Status: not AccountStatus.Erased };

    /// <summary>
    /// Claims them all for a member that is about to be enrolled, or none: false when one belongs to another member. Always in the
    /// same order, so that two enrolments over the same identities do not each hold one and refuse the other.
    /// </summary>
    public async Task<bool> TryClaimAsync(IReadOnlyList<Identity> identities, string memberId, CancellationToken cancellation)
    {
        var held = new List<Claim>();
        foreach (var identity in identities.OrderBy(identity => identity.Hash, StringComparer.Ordinal))
        {
            if (await ClaimAsync(identity.Hash, memberId, cancellation) is not { } claim)
            {
                await ReleaseAsync(held, memberId, cancellation);
                return false;
            }

            held.Add(claim);
        }

        return true;
    }

    /// <summary>Claims them all for a member that exists, or none: null when one belongs to another member.</summary>
    public async Task<IReadOnlyList<Claim>?> TryAttachAsync(IReadOnlyList<Identity> identities, string memberId, CancellationToken cancellation)
    {
        var held = new List<Claim>();
        foreach (var identity in identities.OrderBy(identity => identity.Hash, StringComparer.Ordinal))
        {
            if (await ClaimAsync(identity.Hash, memberId, cancellation) is { } claim)
            {
                held.Add(claim);
                continue;
            }

            await Task.WhenAll(held.Where(claim => claim.IsNew).Select(claim => _claims.ReleaseAsync(claim, cancellation)));
            return null;
        }

        return held;
    }

    /// <summary>
    /// After the commit that shows them: writes claims anew that were there before, so that who is about to drop them for an older profile
    /// sees that they are in use again.
    /// </summary>
    public async Task HoldAsync(IEnumerable<Claim> claims, CancellationToken cancellation)
    {
        foreach (var claim in claims.Where(claim => !claim.IsNew))
        {
            var held = claim;
            while (!held.IsNew && held.MemberId == claim.MemberId && !await _claims.TryMoveAsync(held, claim.MemberId, cancellation))
            {
                held = await _claims.ClaimAsync(claim.Hash, claim.MemberId, cancellation);
            }
        }
    }

    /// <summary>Gives identities back that a change took from the member, or claimed in vain; not those that the member has after all.</summary>
    public async Task DropAsync(IEnumerable<string> identityHashes, string memberId, CancellationToken cancellation)
    {
        foreach (var hash in identityHashes.Distinct())
        {
            // The claim is read before the profile: who has it again since writes the claim after the profile.
            while (await _claims.FindAsync(hash, cancellation) is { } claim
                && claim.MemberId == memberId
                && (await ledger.FindProfileAsync(memberId, cancellation))?.Identities.Any(identity => identity.Hash == hash) != true
                && !await _claims.TryReleaseAsync(claim, cancellation))
            {
                // Written meanwhile: it may be the member's again.
            }
        }
    }

    /// <summary>Gives identities back that the member does not have any more.</summary>
    public async Task DetachAsync(IEnumerable<string> identityHashes, string memberId, CancellationToken cancellation)
    {
        foreach (var hash in identityHashes)
        {
            if (await _claims.FindAsync(hash, cancellation) is { } claim && claim.MemberId == memberId)
            {
                await _claims.ReleaseAsync(claim, cancellation);
            }
        }
    }

    /// <summary>Makes what identified a member who was merged away identify the one who stayed. May be done again.</summary>
    public async Task PassOnAsync(IEnumerable<string> identityHashes, string from, string into, CancellationToken cancellation)
    {
        foreach (var hash in identityHashes)
        {
            while (await _claims.FindAsync(hash, cancellation) is { } claim
                && claim.MemberId == from
                && !await _claims.TryMoveAsync(claim, into, cancellation))
            {
                // Somebody left word on the claim meanwhile.
            }
        }
    }

    private async Task<Claim?> ClaimAsync(string hash, string memberId, CancellationToken cancellation)
    {
        while (true)
        {
            var claim = await _claims.ClaimAsync(hash, memberId, cancellation);
            if (claim.MemberId == memberId)
            {
                return claim;
            }

            // Who has fenced us goes on with our identities. Were we to fence it in turn, nobody would be enrolled.
            if (await ledger.IsBarredAsync(memberId, cancellation) || await IsMemberAsync(claim.MemberId, cancellation))
            {
                return null;
            }

            await _claims.TryMoveAsync(claim, memberId, cancellation);
        }
    }

    private async Task<bool> IsMemberAsync(string memberId, CancellationToken cancellation) =>
        !await ledger.TryFenceMemberAsync(memberId, cancellation) && await ledger.FindAsync(memberId, cancellation) is not null;

    private async Task ReleaseAsync(List<Claim> held, string memberId, CancellationToken cancellation)
    {
        // A twin of this attempt may be about to commit: only once it cannot are the claims free.
        if (!await IsMemberAsync(memberId, cancellation))
        {
            await Task.WhenAll(held.Select(claim => _claims.ReleaseAsync(claim, cancellation)));
        }
    }
}
