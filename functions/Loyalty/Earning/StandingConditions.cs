using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>The conditions that ask about time, place, member and tier.</summary>
internal static class StandingConditions
{
    public static bool Fit(Conditions when, Occasion occasion, DateTime local) =>
        FitPlace(when, occasion) && FitTime(when, occasion, local) && FitMember(when, occasion, DateOnly.FromDateTime(local));

    private static bool FitPlace(Conditions when, Occasion occasion) =>
        Includes(when.Stores, occasion.StoreId)
        && Includes(when.Channels, occasion.Channel)
        && Includes(when.Partners, occasion.Partner)
        && Includes(when.Geofences, occasion.GeofenceId);

    private static bool FitTime(Conditions when, Occasion occasion, DateTime local)
    {
        var (date, time) = (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
        return (when.Days is null || when.Days.Contains(local.DayOfWeek))
            && (when.Hours is null || when.Hours.Any(range => range.Includes(time)))
            && (when.From is null || when.From.IsReachedBy(occasion.OccurredAt, date))
            && (when.Until is null || !when.Until.IsPassedBy(occasion.OccurredAt, date));
    }

    private static bool FitMember(Conditions when, Occasion occasion, DateOnly date) =>
        Includes(when.Tiers, occasion.Tier)
        && (when.Segments is null || when.Segments.Any(segment => Includes(occasion.Member.Segments, segment)))
        && (when.FirstPurchase is null || (occasion.PurchaseNumber == 1) == when.FirstPurchase)
        && (when.Every is not { } every || (occasion.PurchaseNumber is { } number && number % every == 0))
        && (when.BirthdayWithin is not { } within || IsNearBirthday(occasion.Member.BirthDate, date, within));

    /// <summary>Whether a birthday lies within the period before or after the date; 29 February is kept on the 28th in other years.</summary>
    private static bool IsNearBirthday(DateOnly? birthDate, DateOnly date, Period within)
    {
        if (birthDate is not { } birth)
            return false;
        for (var year = Math.Max(date.Year - 1, 1); year <= Math.Min(date.Year + 1, DateOnly.MaxValue.Year); year++)
        {
            var birthday = new DateOnly(year, birth.Month, Math.Min(birth.Day, DateTime.DaysInMonth(year, birth.Month)));
            if (date >= within.Before(birthday) && date <= within.After(birthday))
                return true;
        }

        return false;
    }

    private static bool Includes(IReadOnlyList<string>? list, string? value) =>
        list is null || (value is not null && list.Contains(value, StringComparer.OrdinalIgnoreCase));
}
