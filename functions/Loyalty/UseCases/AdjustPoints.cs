using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>A correction by hand. Positive makes a lot with the normal expiry, negative takes the soonest expiry.</summary>
/// <param name="MayGoBelowZero">Whether what is missing may become debt.</param>
public sealed record AdjustPoints(Points Points, string Reason, EntrySource Source, DateTimeOffset At, bool MayGoBelowZero = false)
{
    public enum Outcome { Adjusted, AccountClosed, AmountIsZero, InsufficientPoints, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
