using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What callers may see of a member. Members that do not exist, or do not any more, are not found, all alike.</summary>
public sealed class MemberReader(Ledger ledger, IdentityClaims identities, Successors members, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<MemberView> GetAsync(string id, CancellationToken cancellation)
    {
        var account = await RequireAsync(id, cancellation);
        var profile = await ledger.FindProfileAsync(account.MemberId, cancellation) ?? throw new ProblemException(Problem.NotFound);
        return MemberView.Of(account.MemberId, profile, Balance(account));
    }

    /// <summary>The account of a member that there is.</summary>
    public async Task<Account> RequireAsync(string id, CancellationToken cancellation) =>
        (await ledger.FindAsync(Ids.Require(id), cancellation))?.Account switch
        {
            { Status: AccountStatus.Open } account => account,
            { MergedInto: { } next } => throw new MemberMovedException(id, next),
            _ => throw new ProblemException(Problem.NotFound),
        };

    public async Task<MemberView> LookUpAsync(string? type, string? value, CancellationToken cancellation)
    {
        if (type == Pseudonym.IdentityType)
        {
            throw new ProblemException(Problem.Invalid, errors: [new("/type", "is known to nobody but the member")]);
        }

        if (!Identity.TryCreate(type, value, out var identity, out var problem))
        {
            throw new ProblemException(Problem.Invalid, errors: [new("/value", problem)]);
        }

        var id = await identities.FindAsync(identity, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var found = await members.FindAsync(id, cancellation) ?? throw new ProblemException(Problem.NotFound);
        return await GetAsync(found.Account.MemberId, cancellation);
    }

    public async Task<BalanceView> GetBalanceAsync(string id, CancellationToken cancellation) => Balance(await RequireAsync(id, cancellation));

    /// <summary>The member's own history, newest first, and after it those of the members who were merged into this one.</summary>
    public async Task<EntryPage> ListEntriesAsync(string id, PageRequest page, CancellationToken cancellation, bool withContent = false)
    {
        var histories = await HistoriesAsync(await RequireAsync(id, cancellation), cancellation);
        var (before, index) = page.CursorWithin();
        var items = new List<EntryView>(page.Limit);
        for (; index < histories.Count; index++, before = null)
        {
            var entries = await ledger.EntriesAsync(histories[index], before ?? long.MaxValue, page.Limit - items.Count, cancellation);
            items.AddRange(entries.Select(entry => EntryView.Of(entry) with
            {
                MemberId = index == 0 ? null : entry.MemberId,
                Content = withContent ? EntryChain.ContentOf(entry) : null,
            }));
            if (items.Count == page.Limit)
            {
                return new EntryPage(items, NextOf(entries[^1].Sequence, index, histories.Count));
            }
        }

        return new EntryPage(items, null);
    }

    /// <summary>The member itself, then all who were merged into it, directly or by way of one another, the last first.</summary>
    private async Task<IReadOnlyList<string>> HistoriesAsync(Account account, CancellationToken cancellation)
    {
        var members = new List<string> { account.MemberId };
        foreach (var merged in account.Merged.Reverse())
        {
            if (await ledger.FindAsync(merged.MemberId, cancellation) is { } old)
            {
                members.AddRange(await HistoriesAsync(old.Account, cancellation));
            }
        }

        return members;
    }

    private static string? NextOf(long sequence, int history, int histories) =>
        sequence > 1 ? PageRequest.CursorOf(sequence, history)
        : history + 1 < histories ? PageRequest.CursorOf(long.MaxValue, history + 1)
        : null;

    private BalanceView Balance(Account account) => BalanceView.Of(account.At(clock.GetUtcNow(), programmes.Current));
}
