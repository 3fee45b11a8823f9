using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// The member was found in a ring: with more others than the programme allows behind one mailbox, device or payment card, or in a circle of
/// referrals. An entry of 0 points says which; redemptions are held back until somebody has looked at it.
/// </summary>
/// <param name="By">What they have in common: mailbox, device, payment or referrals.</param>
/// <param name="FoundWith">The member whose entry showed it, so that an operator finds the others.</param>
/// <param name="At">When it was found.</param>
public sealed record FlagRing(string By, string FoundWith, DateTimeOffset At)
{
    public const string ReasonPrefix = "ring:";

    public enum Outcome { Flagged, AccountClosed, KnownBefore }

    /// <summary>Who was found before, or was looked at and let go, is not flagged again.</summary>
    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (account.Personal.Ring is not null)
            return Refusal.Of(Outcome.KnownBefore, account);
        var posting = new Posting(account, programme, At);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            OccurredAt = At,
            Source = EntrySource.Hub with { Counterparty = FoundWith },
            Reason = ReasonPrefix + By,
            Personal = new PersonalEffect { Ring = RingStep.Found },
        });
        return posting.End(Outcome.Flagged);
    }
}
