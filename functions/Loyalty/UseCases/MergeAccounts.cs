using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>First half of a merge: empties the account that goes and closes it. Its last entry carries all that travels.</summary>
public sealed record MergeAway(string IntoMemberId, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { MergedAway, AccountClosed, SameMember, ReservationsOpen }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (IntoMemberId == account.MemberId)
            return Refusal.Of(Outcome.SameMember, account);
        var posting = new Posting(account, programme, At);
        if (posting.Account.Reservations.Count > 0)
            return Refusal.Of(Outcome.ReservationsOpen, account);
        var tier = posting.Account.Tier;
        posting.Add(AccountEnd.Emptied(posting.Account) with
        {
            Kind = EntryKind.Merge,
            OccurredAt = At,
            Source = Source with { Counterparty = IntoMemberId },
            Qualifying = [.. posting.Account.Qualifying.Select(day => new QualifyingChange(day.On, -day.Points))],
            Activity = [.. posting.Account.Activity.Select(day => new ActivityChange(day.On, -day.Visits, -day.Spent))],
            Tier = new TierChange(tier.Id, tier.Id, tier.Since, tier.Until),
            Uses = [.. posting.Account.RuleUses.Select(use => use with { Count = -use.Count, Points = -use.Points })],
            Purchases = -posting.Account.PurchaseCount,
            Personal = PersonalMove.Away(posting.Account.Personal),
            Play = posting.Account.Play,
            Closing = new Closing(AccountStatus.Merged, IntoMemberId),
        });
        return posting.Decision(Outcome.MergedAway);
    }
}

/// <summary>Second half: lots, pending points, qualifying points and the higher tier come to the account that stays.</summary>
/// <param name="LastEntry">The entry of <see cref="MergeAway"/>.</param>
public sealed record MergeInto(LedgerEntry LastEntry, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Merged, AccountClosed, AlreadyMerged, PointsOutOfRange }

    /// <summary>The first half is committed: what travels has to arrive, even over the limit.</summary>
    public bool IsUnderWay { get; init; }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (account.Merged.Any(merged => merged.MemberId == LastEntry.MemberId))
            return Refusal.Of(Outcome.AlreadyMerged, account);
        var posting = new Posting(account, programme, At);
        if (!IsUnderWay && !posting.CanTake(-LastEntry.Points - LastEntry.PendingPoints))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var qualifying = LastEntry.Qualifying.Select(change => change with { Points = -change.Points }).ToArray();
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Merge,
            Points = -LastEntry.Points,
            OccurredAt = At,
            Source = Source with { Counterparty = LastEntry.MemberId },
            Lots = Lots(posting),
            Pending = [.. LastEntry.Pending.Select(change => change with { Lot = posting.Next, Points = -change.Points })],
            Qualifying = qualifying,
            Activity = [.. LastEntry.Activity.Select(change => change with { Visits = -change.Visits, Spent = -change.Spent })],
            Tier = Tier(posting),
            Uses = [.. LastEntry.Uses.Select(use => use with { Count = -use.Count, Points = -use.Points })],
            Purchases = -LastEntry.Purchases,
            Personal = PersonalMove.Into(LastEntry.Personal),
            Play = PlayFold.Further(posting.Account.Play, LastEntry.Play),
        });
        return posting.End(Outcome.Merged, restoredAt: At);
    }

    private IReadOnlyList<LotChange> Lots(Posting posting)
    {
        // A debt that comes along is paid from what is here, as if the points had been taken here.
        if (LastEntry.Points > Points.Zero)
            return LotList.Take(posting.Account.Lots, LastEntry.Points);
        var parts = LastEntry.Lots.Select(part => part with { Points = -part.Points });
        return LotList.AfterRepaying(posting.Account.Debt, LotList.ByLastDay(parts, posting.Next));
    }

    private TierChange? Tier(Posting posting)
    {
        var (ladder, own) = (posting.Programme.Tiers, posting.Account.Tier);
        var other = LastEntry.Tier ?? throw new ArgumentException("The entry is no merge of a whole account.");
        var (ownLevel, otherLevel) = (ladder.Level(own.Id), ladder.Level(other.To));
        var wins = otherLevel.From > ownLevel.From || (otherLevel == ownLevel && other.Until > own.Until);
        var held = wins ? new TierState(otherLevel.Id, other.Since, other.Until) : own;
        var reached = TierStanding.Reached(posting.Account, ladder, posting.Today, TierDays.Of(ladder, LastEntry).Select(day => day with { Value = -day.Value }));
        if (reached.From > ladder.Level(held.Id).From)
            held = new TierState(reached.Id, posting.Today, ladder.HeldThrough(posting.Today));
        return held == own ? null : new TierChange(own.Id, held.Id, held.Since, held.Until);
    }
}
