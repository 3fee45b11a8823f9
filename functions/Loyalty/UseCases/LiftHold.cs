using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>
/// Somebody has looked at what is held back, and lets it go on. An entry of 0 points says who and why; points of purchases that waited are
/// released after it, as if they had never been held.
/// </summary>
public sealed record LiftHold(HoldReason Reason, string Because, EntrySource Source, DateTimeOffset At)
{
    /// <summary>More that wait are released by lifting again.</summary>
    public const int MaximumReleased = 40;

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
            Personal = Reason switch
            {
                HoldReason.CoolingDown => new PersonalEffect { Contact = ContactStep.Trusted },
                HoldReason.Staff => new PersonalEffect { Staff = StaffStep.Trusted },
                HoldReason.Referral => new PersonalEffect { Referral = ReferralStep.Trusted },
                HoldReason.Ring => new PersonalEffect { Ring = RingStep.Trusted },
                _ => null,
            },
            Uses = Uncounted(posting),
        });
        foreach (var pending in posting.Account.Pending.Where(pending => pending.Held == Reason).Take(MaximumReleased).ToArray())
            posting.Add(Released(posting, pending));
        return posting.End(Outcome.Lifted, restoredAt: At);
    }

    private IReadOnlyList<RuleUse> Uncounted(Posting posting) => Reason switch
    {
        HoldReason.Velocity => [.. Hold.Count(posting.Programme, posting.Today)
            .Select(use => use with { Count = -Hold.Used(posting.Account, posting.Programme.Safety.Redemptions!, posting.Today) })],
        HoldReason.Purchases or HoldReason.Visits => [.. Velocity.AtLimit(posting.Account, posting.Programme, Reason == HoldReason.Purchases, At)
            .Select(use => use with { Count = -use.Count, Points = Points.Zero })],
        _ => [],
    };

    /// <summary>Points that would wait anyway go on waiting for their own day.</summary>
    private LedgerEntry Released(Posting posting, PendingPoints pending)
    {
        var programme = posting.Programme;
        var release = programme.PendingFor.After(pending.Earned);
        var lot = new LotChange(pending.Lot, pending.Earned, pending.Expires, pending.Points);
        var entry = new LedgerEntry
        {
            Kind = EntryKind.Release,
            OccurredAt = At,
            Source = pending.Source,
            Qualifying = [new QualifyingChange(pending.Earned, pending.Points)],
            Tier = programme.Tiers.By == TierMeasure.Points
                ? TierStanding.Raise(posting.Account, programme, pending.Points.Value, pending.Earned, posting.Today)
                : null,
            Pending = [pending.Less(pending.Points)],
        };
        return release > posting.Today
            ? entry with { Pending = [.. entry.Pending, pending.Less(-pending.Points) with { Release = release, Held = null }] }
            : entry with { Points = pending.Points, Lots = LotList.AfterRepaying(posting.Account.Debt, [lot]) };
    }
}
