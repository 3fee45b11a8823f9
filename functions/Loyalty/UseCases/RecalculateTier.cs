using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>The tier run for one member: up whenever earned, down only after the last day of the tier.</summary>
public sealed record RecalculateTier(DateTimeOffset At)
{
    public enum Outcome { Unchanged, Raised, Lowered, AccountClosed }

    private const string Reason = "tier-review";

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        var held = posting.Account.Tier;
        var (ladder, level) = (programme.Tiers, programme.Tiers.Level(held.Id));
        var earned = TierStanding.Reached(posting.Account, ladder, posting.Today);
        var mayFall = TierStanding.SafeThrough(posting.Account, ladder) < posting.Today || !ladder.Knows(held.Id);
        var next = earned.From > level.From ? earned : mayFall ? ladder.Landing(level, earned) : level;
        if (next.Id == held.Id)
            return Refusal.Of(Outcome.Unchanged, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            OccurredAt = At,
            Source = EntrySource.Hub,
            Reason = Reason,
            Tier = new TierChange(held.Id, next.Id, posting.Today, ladder.HeldThrough(posting.Today)),
        });
        return posting.End(next.From > level.From ? Outcome.Raised : Outcome.Lowered);
    }
}
