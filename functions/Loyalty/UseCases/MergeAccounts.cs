using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>First half of a merge: empties the account that goes and closes it. The account as it was before its last entry travels.</summary>
public sealed record MergeAway(string IntoMemberId, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { MergedAway, AccountClosed, SameMember, ReservationsOpen }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}

/// <summary>Second half: lots, pending points, qualifying points and the higher tier come to the account that stays.</summary>
/// <param name="LastEntry">The entry of <see cref="MergeAway"/>.</param>
public sealed record MergeInto(LedgerEntry LastEntry, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Merged, AccountClosed, AlreadyMerged, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
