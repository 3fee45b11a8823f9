using Loyalty.Programmes;

namespace Loyalty.Members;

/// <summary>When somebody has birthday in the programme's time zone; 29 February is kept on the 28th in other years.</summary>
public static class Birthdays
{
    /// <summary>The birthday that a run comes to too late is still kept for so long.</summary>
    private const int GraceDays = 7;

    /// <summary>The first birthday that begins after the instant.</summary>
    public static DateTimeOffset NextAfter(DateOnly birthDate, DateTimeOffset now, Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var today = programme.LocalDate(now);
        var next = In(birthDate, today.Year);
        return programme.StartOfDay(next > today ? next : In(birthDate, today.Year + 1));
    }

    /// <summary>The birthday that is today, or was a few days ago; null on any other day.</summary>
    public static DateOnly? At(DateOnly birthDate, DateTimeOffset now, Programme programme)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var today = programme.LocalDate(now);
        var last = In(birthDate, today.Year);
        last = last > today ? In(birthDate, today.Year - 1) : last;
        return today.DayNumber - last.DayNumber <= GraceDays ? last : null;
    }

    private static DateOnly In(DateOnly birthDate, int year) =>
        new(year, birthDate.Month, Math.Min(birthDate.Day, DateTime.DaysInMonth(year, birthDate.Month)));
}
