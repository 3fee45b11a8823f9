using Loyalty.Offers;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>The conditions that ask about time, place, member and tier.</summary>
internal static class StandingConditions
{
    public static bool Fit(Programme programme, EarnRule rule, Occasion occasion, DateTime local) =>
        FitPlace(rule.When, occasion.Partner, occasion.StoreId, occasion.Channel)
        && Includes(rule.When.Geofences, occasion.GeofenceId)
        && programme.CampaignOf(rule)?.IsHeldOut(occasion.MemberId) != true
        && Reason(programme, rule, occasion, local) == OfferReason.Open;

    public static bool FitPlace(Conditions when, string? partner, string? storeId, string? channel) =>
        Includes(when.Stores, storeId) && Includes(when.Channels, channel) && Includes(when.Partners, partner);

    /// <summary>The first condition on time, tier and member that is not met, or open.</summary>
    public static OfferReason Reason(Programme programme, EarnRule rule, Occasion occasion, DateTime local)
    {
        var (when, campaign, date) = (rule.When, programme.CampaignOf(rule), DateOnly.FromDateTime(local));
        return IsPassed(when.Until) || IsPassed(campaign?.Until) ? OfferReason.Over
            : !IsReached(when.From) || !IsReached(campaign?.From) ? OfferReason.NotYet
            : when.Seasons?.Any(season => season.Includes(date)) == false ? OfferReason.OutOfSeason
            : !Includes(when.Tiers, occasion.Tier) ? OfferReason.OtherTier
            : when.Segments?.Any(segment => IsIn(programme, segment, occasion, date)) == false ? OfferReason.OtherSegment
            : when.FirstPurchase is { } first && (occasion.PurchaseNumber == 1) != first ? OfferReason.NotFirstPurchase
            : when.BirthdayWithin is { } within && !IsNearBirthday(occasion.Member.BirthDate, date, within) ? OfferReason.NotNearBirthday
            : rule.On == Occasions.CardPayment && !occasion.Member.HasLinkedCard ? OfferReason.CardMissing
            : when.Every is { } every && !(occasion.PurchaseNumber % every == 0) ? OfferReason.PurchasesToGo
            : !FitTime(when, local) ? OfferReason.OtherTime
            : OfferReason.Open;

        bool IsPassed(Bound? until) => until?.IsPassedBy(occasion.OccurredAt, date) == true;

        bool IsReached(Bound? from) => from?.IsReachedBy(occasion.OccurredAt, date) != false;
    }

    private static bool IsIn(Programme programme, string segment, Occasion occasion, DateOnly date) =>
        Includes(occasion.Member.Segments, segment)
        || (occasion.Account is { } account
            && programme.Segments.Any(one => Includes([segment], one.Id) && one.Holds(account, occasion.Member, programme, date)));

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
