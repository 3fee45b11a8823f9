using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Spends what was reserved; less than that frees the rest. <c>Points</c> null: all of it.</summary>
public sealed record CaptureReservation(string RedemptionId, Points? Points, EntrySource Source, DateTimeOffset At)
{
    /// <summary><c>ReservationClosed</c>: not open any more, or never was; the state of the redemption tells which.</summary>
    public enum Outcome { Captured, AccountClosed, ReservationClosed, AmountNotPositive, MoreThanReserved }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
