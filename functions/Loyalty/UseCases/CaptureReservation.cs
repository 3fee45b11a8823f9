using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Spends what was reserved; less than that frees the rest. <c>Points</c> null: all of it.</summary>
public sealed record CaptureReservation(string RedemptionId, Points? Points, EntrySource Source, DateTimeOffset At)
{
    /// <summary><c>ReservationClosed</c>: not open any more, or never was; the state of the redemption tells which.</summary>
    public enum Outcome { Captured, AccountClosed, ReservationClosed, AmountNotPositive, MoreThanReserved }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        var reservation = posting.Account.Reservations.FirstOrDefault(open => open.Id == RedemptionId);
        if (reservation is null)
            return Refusal.Of(Outcome.ReservationClosed, account);
        var spent = Points ?? reservation.Points;
        if (spent < Loyalty.Points.Zero || (spent == Loyalty.Points.Zero && reservation.Points > spent))
            return Refusal.Of(Outcome.AmountNotPositive, account);
        if (spent > reservation.Points)
            return Refusal.Of(Outcome.MoreThanReserved, account);
        // The rest of the parts after those spent first is found in the same way as after a debt: soonest expiry first.
        var freed = LotList.AfterRepaying(spent, reservation.Parts);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Redeem,
            Points = -spent,
            OccurredAt = At,
            Source = Source,
            Lots = LotList.AfterRepaying(posting.Account.Debt, freed),
            Reservation = reservation.End(ReservationStep.Captured) with { Points = spent },
        });
        return posting.End(Outcome.Captured, restoredAt: At);
    }
}
