using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>Somebody has looked at what holds a member's redemptions back, and lets them go on. An entry of 0 points says who and why.</summary>
public sealed record LiftHold(HoldReason Reason, string Because, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Lifted, AccountClosed, NotHeld }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        if (Hold.AllOn(posting.Account, programme, At).All(hold => hold.Reason != Reason))
            return Refusal.Of(Outcome.NotHeld, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            OccurredAt = At,
            Source = Source,
            Reason = Because,
            Personal = Reason == HoldReason.CoolingDown ? new PersonalEffect { Contact = ContactStep.Trusted } : null,
            Uses = Reason == HoldReason.Velocity ? Uncounted(posting) : [],
        });
        return posting.End(Outcome.Lifted);
    }

    private static IReadOnlyList<RuleUse> Uncounted(Posting posting) =>
    [
        .. Hold.Count(posting.Programme, posting.Today)
            .Select(use => use with { Count = -Hold.Used(posting.Account, posting.Programme.Safety.Redemptions!, posting.Today) }),
    ];
}
