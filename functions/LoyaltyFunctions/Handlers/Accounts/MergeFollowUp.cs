using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.UseCases;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>
/// The second half of a merge: what the closed account held, and what its profile knows, comes to the member who stays; then the
/// identities pass on, and last the old profile goes. Where the member who stays has been erased meanwhile, all of it goes with them.
/// </summary>
public sealed class MergeFollowUp(Ledger ledger, MergeIntents intents, IdentityClaims identities, ProgrammeBook programmes, TimeProvider clock) : IFollowUp
{
    private sealed record Joined(Publication? Publication);

    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry) =>
        entry.Closing is { Status: AccountStatus.Merged } && await FinishAsync(entry) is { } publication ? [publication] : [];

    /// <summary>What came to the member who stays, now or before; null when nobody stayed.</summary>
    public async Task<Publication?> FinishAsync(LedgerEntry closing)
    {
        var (from, into) = (closing.MemberId, closing.Closing!.MergedInto!);
        var joined = await JoinAsync(closing, from, into);
        await PassOnAsync(from, into);
        await intents.EndAsync(into, from);
        return joined.Publication;
    }

    private async Task<Joined> JoinAsync(LedgerEntry closing, string from, string into)
    {
        var operation = Operation.Own("merge", from, into);
        var (read, profile) = await ReadAsync(from, into);
        return await ledger.CommitAsync(into, Decide, FindDoneAsync, CancellationToken.None);

        Draft<Joined> Decide(StoredAccount? before)
        {
            if (before is not { Account: { Status: AccountStatus.Open } account } || profile is null)
            {
                return new(new Joined(null));
            }

            var command = new MergeInto(closing, closing.Source with { Counterparty = null }, clock.GetUtcNow()) { IsUnderWay = true };
            var decision = command.Decide(account, programmes.Current);
            return decision.Outcome == MergeInto.Outcome.Merged
                ? new(
                    new Joined(new Publication(into, decision.Entries)),
                    new Commit(decision.Account, decision.Entries) { Operation = operation, Answer = Answer.None, Profile = profile, ReadAt = read!.Commits })
                : new(new Joined(null));
        }

        async Task<Joined?> FindDoneAsync()
        {
            if (await ledger.FindOperationAsync(into, operation.Key, CancellationToken.None) is { } done)
            {
                return new Joined(new Publication(into, await ledger.EntriesOfAsync(into, done.FirstSequence, done.LastSequence, CancellationToken.None)));
            }

            (read, profile) = await ReadAsync(from, into);
            return null;
        }
    }

    /// <summary>The account of the member who stays, and both profiles as one; null for a member who has been erased.</summary>
    private async Task<(StoredAccount? Account, MemberProfile? Profile)> ReadAsync(string from, string into)
    {
        var (account, own) = await ledger.FindWithProfileAsync(into, CancellationToken.None);
        var other = await ledger.FindProfileAsync(from, CancellationToken.None);
        return (account, own is not null && other is not null ? own.With(other) : own);
    }

    private async Task PassOnAsync(string from, string into)
    {
        if (await ledger.FindProfileAsync(from, CancellationToken.None) is not { } old)
        {
            return;
        }

        var hashes = old.Identities.Select(identity => identity.Hash).ToList();
        await identities.PassOnAsync(hashes, from, into, CancellationToken.None);

        // Looked up after the identities have passed on: who drops one, or is erased, from now on finds it under its own name.
        var kept = await ledger.FindProfileAsync(into, CancellationToken.None);
        await identities.DetachAsync(hashes.Except(kept?.Identities.Select(identity => identity.Hash) ?? []), into, CancellationToken.None);
    }
}
