using Loyalty.Accounts;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Archiving;

/// <summary>What is compared: members, the tables that were rebuilt for them, and when the run began.</summary>
public sealed record ReplayScope(MemberRange Range, ReplayTables Rebuilt, DateTimeOffset StartedAt)
{
    /// <summary>What was recorded so long before the run has been archived: the sweeper goes after minutes.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <summary>Need not be in the archive yet.</summary>
    public bool IsRecent(DateTimeOffset at) => at > StartedAt - Settling;
}

/// <summary>
/// Folds what was rebuilt from the archive and compares it with the live accounts: head hashes, balances, and where nothing has happened
/// since, everything. The hub works on meanwhile, so an account may be ahead of the archive by what is younger than the run.
/// </summary>
public sealed class ReplayComparison(LedgerTables tables, Ledger ledger)
{
    private const int MaxEntries = 10_000;

    private readonly MemberScan _live = new(tables.Each(Names.Tables.Accounts));

    /// <summary>Walks both in the order of the members' ids, so that a member who is only in one of them is seen too.</summary>
    public async Task<ProofPosition> CompareAsync(ReplayScope scope, ProofPosition from, CancellationToken cancellation)
    {
        var (position, until) = (from, from.Findings.Entries + MaxEntries);
        await using var live = _live.AccountsAsync(scope.Range, from.After, cancellation).GetAsyncEnumerator(cancellation);
        var more = await live.MoveNextAsync();
        await foreach (var member in scope.Rebuilt.Scan.HistoriesAsync(scope.Range, from.After, cancellation))
        {
            if (member.Newest == 0)
            {
                continue;
            }

            for (; more && string.CompareOrdinal(live.Current.Account.MemberId, member.MemberId) < 0; more = await live.MoveNextAsync())
            {
                position = position with { Findings = position.Findings.With(OnlyLive(live.Current.Account, scope)) };
            }

            var account = more && live.Current.Account.MemberId == member.MemberId ? live.Current.Account : null;
            position = new ProofPosition(member.MemberId, position.Findings.Plus(await CompareAsync(scope, member, account, cancellation)), false);
            if (position.Findings.Entries >= until)
            {
                return position;
            }

            more = account is null ? more : await live.MoveNextAsync();
        }

        for (; more; more = await live.MoveNextAsync())
        {
            position = position with { Findings = position.Findings.With(OnlyLive(live.Current.Account, scope)) };
        }

        return position with { IsEnd = true };
    }

    private static Difference[] OnlyLive(Account account, ReplayScope scope) =>
        scope.IsRecent(account.Opened) ? [] : [new Difference(account.MemberId, 1, HistoryFold.Entry(1), "nothing of the member in the archive")];

    private async Task<ProofFindings> CompareAsync(ReplayScope scope, MemberHistory member, Account? live, CancellationToken cancellation)
    {
        var fold = new HistoryFold();
        await foreach (var line in scope.Rebuilt.Scan.EntriesAsync(scope.Range.Account, member, cancellation))
        {
            fold.Add(line);
        }

        if (fold.Account is not null)
        {
            await scope.Rebuilt.PutAsync(fold.Account, cancellation);
        }

        var findings = new ProofFindings
        {
            Members = 1,
            Entries = fold.Entries,
            Outstanding = fold.Account?.Balance.Value ?? 0,
            Points = fold.Points,
        };
        return findings.With(await DifferencesAsync(scope, fold, live, cancellation));
    }

    private async Task<IReadOnlyCollection<Difference>> DifferencesAsync(ReplayScope scope, HistoryFold fold, Account? live, CancellationToken cancellation)
    {
        // An entry may be archived after its successor: what is missing in between may be on its way.
        if (fold.Account is null || (fold.Broken is not null && !fold.HasGap))
        {
            return fold.HasGap && live is not null ? OnlyLive(live, scope) : [fold.Broken!];
        }

        return await DifferenceAsync(scope, fold.Account, live, cancellation) is { } difference ? [difference] : [];
    }

    private async Task<Difference?> DifferenceAsync(ReplayScope scope, Account rebuilt, Account? live, CancellationToken cancellation)
    {
        var (member, last) = (rebuilt.MemberId, rebuilt.Sequence);
        if (live is null || live.Sequence < last)
        {
            var first = (live?.Sequence ?? 0) + 1;
            return new Difference(member, first, HistoryFold.Entry(first), live is null ? "no account in the ledger" : "an account that ends before it");
        }

        return live.Sequence == last ? HistoryFold.Between(rebuilt, live) : await AheadAsync(scope, rebuilt, cancellation);
    }

    /// <summary>The ledger must have gone through where the archive ends, and gone on only lately.</summary>
    private async Task<Difference?> AheadAsync(ReplayScope scope, Account rebuilt, CancellationToken cancellation)
    {
        var (member, last) = (rebuilt.MemberId, rebuilt.Sequence);
        if (await ledger.FindEntryAsync(member, last, cancellation) is not { } entry || await ledger.FindEntryAsync(member, last + 1, cancellation) is not { } next)
        {
            return new Difference(member, last, $"{HistoryFold.Entry(last)} and its successor", "no such entry in the ledger");
        }

        return entry.Hash != rebuilt.HeadHash ? new Difference(member, last, $"head {rebuilt.HeadHash}", $"head {entry.Hash}")
            : entry.Balance != rebuilt.Balance ? new Difference(member, last, HistoryFold.Balance(rebuilt.Balance), HistoryFold.Balance(entry.Balance))
            : scope.IsRecent(next.RecordedAt) ? null
            : new Difference(member, last + 1, HistoryFold.Entry(last + 1), "no such entry in the archive");
    }
}
