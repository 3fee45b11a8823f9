using Loyalty.Accounts;
using Loyalty.Members;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

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
        if (!Identity.TryCreate(type, value, out var identity, out var problem))
        {
            throw new ProblemException(Problem.Invalid, errors: [new("/value", problem)]);
        }

        var id = await identities.FindAsync(identity, cancellation) ?? throw new ProblemException(Problem.NotFound);
        var found = await members.FindAsync(id, cancellation) ?? throw new ProblemException(Problem.NotFound);
        return await GetAsync(found.Account.MemberId, cancellation);
    }

    public async Task<BalanceView> GetBalanceAsync(string id, CancellationToken cancellation) => Balance(await RequireAsync(id, cancellation));

    public async Task<EntryPage> ListEntriesAsync(string id, PageRequest page, CancellationToken cancellation)
    {
        var account = await RequireAsync(id, cancellation);
        var before = page.CursorNumber() ?? account.Sequence + 1;
        var entries = await ledger.EntriesAsync(account.MemberId, before, page.Limit, cancellation);
        var more = entries.Count == page.Limit && entries[^1].Sequence > 1;
        return new EntryPage([.. entries.Select(EntryView.Of)], more ? PageRequest.CursorOf(entries[^1].Sequence) : null);
    }

    private BalanceView Balance(Account account) => BalanceView.Of(account.At(clock.GetUtcNow(), programmes.Current));
}
