using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Gives back what was reserved; what expired meanwhile expires in the same decision.</summary>
public sealed record CancelReservation(string RedemptionId, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Cancelled, AccountClosed, ReservationClosed }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        var reservation = posting.Account.Reservations.FirstOrDefault(open => open.Id == RedemptionId);
        if (reservation is null)
            return Refusal.Of(Outcome.ReservationClosed, account);
        posting.Add(Entry(reservation, posting.Account, Source, At));
        return posting.End(Outcome.Cancelled, restoredAt: At);
    }

    internal static LedgerEntry Entry(Reservation reservation, Account account, EntrySource source, DateTimeOffset at) => new()
    {
        Kind = EntryKind.Cancel,
        OccurredAt = at,
        Source = source,
        Lots = LotList.AfterRepaying(account.Debt, reservation.Parts),
        Reservation = reservation.End(ReservationStep.Cancelled),
    };
}
