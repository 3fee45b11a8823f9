using Loyalty.Accounts;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Archiving;

/// <summary>How far a walk over members has come.</summary>
public sealed record ProofPosition(string After, ProofFindings Findings, bool IsEnd);

/// <summary>
/// Holds each account to its entries: what was issued must be what is outstanding, redeemed, expired, reversed and adjusted, member by
/// member and so for the programme. Mends nothing.
/// </summary>
public sealed class LedgerReconciler(LedgerTables tables)
{
    /// <summary>What one message does: seconds, not the minutes of its lock.</summary>
    private const int MaxEntries = 10_000;

    /// <summary>A member who is written all the time is looked at so often.</summary>
    private const int MaxLooks = 5;

    private readonly MemberScan _ledger = new(tables.Each(Names.Tables.Accounts));

    public async Task<ProofPosition> CheckAsync(MemberRange range, ProofPosition from, CancellationToken cancellation)
    {
        var (position, until) = (from, from.Findings.Entries + MaxEntries);
        await foreach (var member in _ledger.HistoriesAsync(range, from.After, cancellation))
        {
            position = new ProofPosition(member.MemberId, position.Findings.Plus(await CheckAsync(range, member, cancellation)), false);
            if (position.Findings.Entries >= until)
            {
                return position;
            }
        }

        return position with { IsEnd = true };
    }

    /// <summary>A walk takes several pages, between which a commit may come: a difference is one only if the account stood still.</summary>
    private async Task<ProofFindings> CheckAsync(MemberRange range, MemberHistory walked, CancellationToken cancellation)
    {
        var findings = await FoldAsync(range, walked, cancellation);
        for (var look = 0; findings.Differences > 0 && look < MaxLooks; look++)
        {
            var before = await _ledger.HistoryAsync(range.Account, walked.MemberId, cancellation);
            findings = before is null ? new ProofFindings() : await FoldAsync(range, before, cancellation);
            var after = await _ledger.HistoryAsync(range.Account, walked.MemberId, cancellation);
            if (before?.Account?.ETag == after?.Account?.ETag && before?.Newest == after?.Newest)
            {
                return findings;
            }
        }

        return findings.Differences == 0 ? findings : findings with { Differences = 0, First = [], Restless = 1 };
    }

    private async Task<ProofFindings> FoldAsync(MemberRange range, MemberHistory member, CancellationToken cancellation)
    {
        var fold = new HistoryFold();
        await foreach (var line in _ledger.EntriesAsync(range.Account, member, cancellation))
        {
            fold.Add(line);
        }

        var findings = new ProofFindings
        {
            Members = 1,
            Entries = fold.Entries,
            Outstanding = member.Account?.Account.Balance.Value ?? 0,
            Points = fold.Points,
            Tiers = member.Account?.Account is { Status: AccountStatus.Open } open ? new Dictionary<string, long> { [open.Tier.Id] = 1 } : [],
        };
        return (fold.Broken ?? Compare(fold, member)) is { } difference ? findings.With([difference]) : findings;
    }

    private static Difference? Compare(HistoryFold fold, MemberHistory member)
    {
        if (member.Account?.Account is not { } account)
        {
            return new Difference(member.MemberId, member.Newest, "an account", "no account");
        }

        var last = fold.Account?.Sequence ?? 0;
        return account.Sequence > last ? new Difference(member.MemberId, last + 1, HistoryFold.Entry(last + 1), "no such entry")
            : account.Sequence < last ? new Difference(member.MemberId, account.Sequence + 1, "no entry beyond the account", HistoryFold.Entry(account.Sequence + 1))
            : fold.Account is null ? null
            : HistoryFold.Between(fold.Account, account);
    }
}
