using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>The conditions that ask about time, place, member and tier.</summary>
internal static class StandingConditions
{
    public static bool Fit(Conditions when, Occasion occasion, DateTime local) =>
        Includes(when.Stores, occasion.StoreId)
        && Includes(when.Channels, occasion.Channel)
        && Includes(when.Partners, occasion.Partner)
        && Includes(when.Geofences, occasion.GeofenceId)
        && Reason(when, occasion, local) == OfferReason.Open;

    /// <summary>The first condition on time, tier and member that is not met, or open.</summary>
    public static OfferReason Reason(Conditions when, Occasion occasion, DateTime local)
    {
        var date = DateOnly.FromDateTime(local);
        return when.Until?.IsPassedBy(occasion.OccurredAt, date) == true ? OfferReason.Over
            : when.From?.IsReachedBy(occasion.OccurredAt, date) == false ? OfferReason.NotYet
            : !Includes(when.Tiers, occasion.Tier) ? OfferReason.OtherTier
            : when.Segments?.Any(segment => Includes(occasion.Member.Segments, segment)) == false ? OfferReason.OtherSegment
            : when.FirstPurchase is { } first && (occasion.PurchaseNumber == 1) != first ? OfferReason.NotFirstPurchase
            : when.BirthdayWithin is { } within && !IsNearBirthday(occasion.Member.BirthDate, date, within) ? OfferReason.NotNearBirthday
            : when.Every is { } every && !(occasion.PurchaseNumber % every == 0) ? OfferReason.PurchasesToGo
            : !FitTime(when, local) ? OfferReason.OtherTime
            : OfferReason.Open;
    }

    private static bool FitTime(Conditions when, DateTime local) =>
        (when.Days is null || when.Days.Contains(local.DayOfWeek))
        && (when.Hours is null || when.Hours.Any(range => range.Includes(TimeOnly.FromDateTime(local))));

    /// <summary>
    /// Whether a birthday lies within the period before or after the date; 29 February is kept on the 28th in other years.
    /// </summary>
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
