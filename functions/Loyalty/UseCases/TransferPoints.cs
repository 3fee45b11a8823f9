using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>First half of a transfer: takes points, soonest expiry first. The lots of the entry, negated, are what travels.</summary>
public sealed record TransferOut(string TransferId, string ToMemberId, Points Points, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { TransferredOut, AccountClosed, SameMember, AmountNotPositive, InsufficientPoints }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}

/// <summary>Second half, or the way back to the giver when the receiver cannot take them. Each part keeps its last day.</summary>
public sealed record TransferIn(string TransferId, string FromMemberId, IReadOnlyList<LotChange> Parts, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { TransferredIn, AccountClosed, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
