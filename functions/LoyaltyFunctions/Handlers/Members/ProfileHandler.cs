using Loyalty.Accounts;
using Loyalty.Members;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What became of a change to a profile.</summary>
public sealed record ProfileResult(ProfileResult.Kind Outcome, Answer? Answer = null)
{
    public enum Kind
    {
        Changed,
        Replayed,
        KeyReused,
        MemberUnknown,
        IdentityTaken,
        LastIdentity,
    }

    /// <summary>The member was merged into this one, whose profile is to change instead.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Identities that the member has now and had not before.</summary>
    public IReadOnlyList<Identity> Gained { get; init; } = [];

    /// <summary>What was to go was the last that identifies the member, and stayed.</summary>
    public bool KeptLast { get; init; }
}

/// <summary>
/// Changes a member's profile or identities. New identities are claimed before the commit and old ones given back after it, so that at no
/// moment does one belong to nobody while the profile shows it.
/// </summary>
public sealed class ProfileHandler(Ledger ledger, IdentityClaims identities, ProgrammeBook programmes, TimeProvider clock)
{
    /// <param name="memberId">Whose profile.</param>
    /// <param name="operation">The change, once.</param>
    /// <param name="change">The profile after it; null where that would leave nothing that identifies the member.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<ProfileResult> ChangeAsync(
        string memberId,
        Operation operation,
        Func<MemberProfile, MemberProfile?> change,
        CancellationToken cancellation)
    {
        var (account, read) = await ledger.FindWithProfileAsync(memberId, cancellation);
        if (read is not { } before)
        {
            return await MovedAsync(memberId, operation, cancellation);
        }

        var claimed = new List<Claim>();
        var (after, gained) = (before, (IReadOnlyList<Identity>)[]);
        if (await PrepareAsync() is { } refused)
        {
            return await FindAnswerAsync(memberId, operation, cancellation) ?? new ProfileResult(refused);
        }

        var result = await ledger.CommitAsync(memberId, Decide, FindDoneAsync, cancellation);
        if (result.Outcome is ProfileResult.Kind.Changed)
        {
            await identities.HoldAsync(claimed.Where(claim => after.Identities.Any(identity => identity.Hash == claim.Hash)), cancellation);
            await identities.DropAsync(HashesOf(before.Identities.Except(after.Identities)), memberId, cancellation);
        }
        else if (result.Outcome is ProfileResult.Kind.Replayed)
        {
            // It may have been done just now, and died before it gave these back.
            await FinishAsync(memberId, operation.Key, cancellation);
        }

        // Claimed in vain: for a change that another made void, or for a member who has been erased meanwhile.
        await identities.DropAsync(claimed.Where(IsInVain).Select(claim => claim.Hash), memberId, cancellation);
        return result with { Gained = gained };

        bool IsInVain(Claim claim) => claim.IsNew && (result.Outcome != ProfileResult.Kind.Changed || after.Identities.All(identity => identity.Hash != claim.Hash));

        async Task<ProfileResult.Kind?> PrepareAsync()
        {
            if (change(before) is not { } changed)
            {
                return ProfileResult.Kind.LastIdentity;
            }

            after = changed;
            gained = [.. after.Identities.Except(before.Identities)];
            var claims = await identities.TryAttachAsync(gained, memberId, cancellation);
            claimed.AddRange(claims ?? []);
            return claims is null ? ProfileResult.Kind.IdentityTaken : null;
        }

        Draft<ProfileResult> Decide(StoredAccount? stored) => stored is { Account: { Status: AccountStatus.Open } open }
            ? Draft(open, ConsentSteps.Of(before, after, operation, programmes.Current, clock.GetUtcNow()), operation, account!.Commits, HashesOf(before.Identities.Except(after.Identities)))
            : new(new ProfileResult(ProfileResult.Kind.MemberUnknown) { MovedTo = stored?.Account.MergedInto });

        async Task<ProfileResult?> FindDoneAsync()
        {
            if (await FindAnswerAsync(memberId, operation, cancellation) is { } answered)
            {
                return answered;
            }

            // Another change may have come first: this one is made on top of it.
            (account, read) = await ledger.FindWithProfileAsync(memberId, cancellation);
            before = read ?? before;
            return await PrepareAsync() is { } refusal ? new ProfileResult(refusal) : null;
        }
    }

    /// <summary>Gives back what an operation dropped, unless the member has it again. May be done again; does nothing for other operations.</summary>
    public async Task FinishAsync(string memberId, string operation, CancellationToken cancellation)
    {
        if (await ledger.FindOperationAsync(memberId, operation, cancellation) is { Dropped: { Count: > 0 } dropped })
        {
            await identities.DropAsync(dropped, memberId, cancellation);
        }
    }

    private static IReadOnlyList<string> HashesOf(IEnumerable<Identity> identities) => [.. identities.Select(identity => identity.Hash)];

    private Draft<ProfileResult> Draft(Account before, ConsentSteps consents, Operation operation, long readAt, IReadOnlyList<string> dropped)
    {
        var (account, entries) = consents.After(before, [], programmes.Current);
        var balance = BalanceView.Of(account.At(clock.GetUtcNow(), programmes.Current));
        var answer = new Answer(200, ApiJson.Write(MemberView.Of(account.MemberId, consents.Profile, balance), ApiJson.Default.MemberView));
        return new(
            new ProfileResult(ProfileResult.Kind.Changed, answer),
            new Commit(account, entries) { Operation = operation, Answer = answer, Announce = LoyaltyEvents.MemberUpdated, Profile = consents.Profile, ReadAt = readAt, Dropped = dropped });
    }

    /// <summary>No profile: nobody is there, or somebody who was merged into another. What was changed before that stays answered.</summary>
    private async Task<ProfileResult> MovedAsync(string memberId, Operation operation, CancellationToken cancellation)
    {
        var unknown = new ProfileResult(ProfileResult.Kind.MemberUnknown);
        return await ledger.FindAsync(memberId, cancellation) is { Account.MergedInto: { } next }
            ? await FindAnswerAsync(memberId, operation, cancellation) ?? unknown with { MovedTo = next }
            : unknown;
    }

    private async Task<ProfileResult?> FindAnswerAsync(string memberId, Operation operation, CancellationToken cancellation) =>
        await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is not { } done ? null
            : done.RequestHash == operation.RequestHash ? new ProfileResult(ProfileResult.Kind.Replayed, done.Answer)
            : new ProfileResult(ProfileResult.Kind.KeyReused);
}
