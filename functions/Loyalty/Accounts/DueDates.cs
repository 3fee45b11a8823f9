using Loyalty.Journeys;
using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>When the clockwork has to come back to an account.</summary>
internal static class DueDates
{
    public static DateTimeOffset? Next(Account account, DueKind kind, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return null;
        return kind switch
        {
            DueKind.Expiry => account.Lots.Count == 0 ? null : AfterLastDay(account.Lots[0].Expires, programme),
            DueKind.Release => account.Pending is not [{ Held: null }, ..] ? null : programme.StartOfDay(account.Pending[0].Release),
            DueKind.Reservation => account.Reservations.Count == 0 ? null : account.Reservations.Min(reservation => reservation.Until),
            DueKind.Journey => JourneyCalendar.Next(account, programme),
            // Whose birthday it is stands in no account: the note follows from the profile.
            DueKind.Birthday => null,
            _ => TierStanding.SafeThrough(account, programme.Tiers) is { } day ? AfterLastDay(day, programme) : null,
        };
    }

    /// <summary>The local midnight that ends the day; null after the last day of the calendar, which means never.</summary>
    public static DateTimeOffset? AfterLastDay(DateOnly day, Programme programme) =>
        day == DateOnly.MaxValue ? null : programme.StartOfDay(day.AddDays(1));
}
