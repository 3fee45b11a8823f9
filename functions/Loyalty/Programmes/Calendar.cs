using System.Globalization;

namespace Loyalty.Programmes;

/// <summary>Dates of the programme's time zone.</summary>
public static class Calendar
{
    public static DateOnly LocalDate(this TimeZoneInfo timeZone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, timeZone).DateTime);

    /// <summary>The first instant of the date; where the whole date is skipped, of the next one.</summary>
    public static DateTimeOffset StartOfDay(this TimeZoneInfo timeZone, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(timeZone);
        if (date <= DateOnly.MinValue.AddDays(1))
            return DateTimeOffset.MinValue;
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        if (timeZone.IsInvalidTime(midnight))
            return FirstInstantOf(timeZone, date, midnight);
        var offset = timeZone.IsAmbiguousTime(midnight)
            ? timeZone.GetAmbiguousTimeOffsets(midnight).Max()
            : timeZone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    public static DateOnly EndOfMonth(this DateOnly date) => new(date.Year, date.Month, DateTime.DaysInMonth(date.Year, date.Month));

    /// <summary>The key of the period that a local date falls into; keys of one kind sort by time.</summary>
    internal static string Key(this LimitPeriod period, DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        return period switch
        {
            LimitPeriod.Day => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            LimitPeriod.Week => $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}",
            LimitPeriod.Month => date.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            LimitPeriod.Year => date.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => "ever",
        };
    }

    /// <summary>A day not before the last one of the period with that key.</summary>
    internal static DateOnly EndOf(string key) => key switch
    {
        "ever" => DateOnly.MaxValue,
        { Length: 4 } => new DateOnly(Number(key), 12, 31),
        { Length: 7 } => new DateOnly(Number(key[..4]), Number(key[5..]), 1).EndOfMonth(),
        { Length: 8 } => DateOnly.FromDateTime(ISOWeek.ToDateTime(Number(key[..4]), Number(key[6..]), DayOfWeek.Sunday)),
        // An hour, after its day.
        { Length: > 10 } => DateOnly.ParseExact(key[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => DateOnly.ParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static DateTimeOffset FirstInstantOf(TimeZoneInfo timeZone, DateOnly date, DateTime midnight)
    {
        // Local dates only grow around a skipped midnight, so the first instant is found by halving.
        var utc = new DateTimeOffset(midnight, TimeSpan.Zero);
        var (before, after) = (utc.AddHours(-26), utc.AddHours(26));
        while (after - before > TimeSpan.FromTicks(1))
        {
            var middle = before + (after - before) / 2;
            (before, after) = timeZone.LocalDate(middle) >= date ? (before, middle) : (middle, after);
        }

        return after;
    }
}
