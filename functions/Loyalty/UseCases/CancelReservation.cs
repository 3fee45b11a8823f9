using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Gives back what was reserved; what expired meanwhile expires in the same decision.</summary>
public sealed record CancelReservation(string RedemptionId, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Cancelled, AccountClosed, ReservationClosed }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
