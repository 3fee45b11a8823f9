using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.Journeys;

/// <summary>When journeys by the calendar come about for an account: after an absence, or with a season.</summary>
internal static class JourneyCalendar
{
    public static DateTimeOffset? Next(Account account, Programme programme) =>
        programme.Journeys.Where(journey => journey.IsByCalendar).Select(journey => Next(journey, account, programme)).Min();

    /// <summary>Null where it has come about already, or cannot for this account as it is.</summary>
    public static DateTimeOffset? Next(Journey journey, Account account, Programme programme)
    {
        var last = account.Personal.Journeys.FirstOrDefault(time => time.Journey == journey.Id)?.At;
        return journey.After is { } after ? AfterAbsence(account, programme, after, last)
            : journey.Season is { } season ? InSeason(account, programme, season, last)
            : null;
    }

    private static DateTimeOffset? AfterAbsence(Account account, Programme programme, Period after, DateTimeOffset? last)
    {
        if (account.Personal.LastPurchase is not { } purchase || last > purchase)
            return null;
        var day = after.After(programme.LocalDate(purchase));
        return day == DateOnly.MaxValue ? null : programme.StartOfDay(day);
    }

    private static DateTimeOffset? InSeason(Account account, Programme programme, (DateOnly From, DateOnly Until) season, DateTimeOffset? last)
    {
        var opened = programme.LocalDate(account.Opened);
        var hasBeen = last is { } time && programme.LocalDate(time) >= season.From;
        return hasBeen || opened > season.Until ? null
            : opened < season.From ? programme.StartOfDay(season.From)
            : account.Opened;
    }
}
