using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>Purchases of one local day, and what they came to in minor units of the programme's currency.</summary>
public sealed record ActivityDay(DateOnly On, long Visits, long Spent);

/// <summary>Recency, frequency, value and rhythm of a member's purchases, from the days that the account keeps.</summary>
public static class MemberActivity
{
    internal static IReadOnlyList<ActivityDay> Apply(IReadOnlyList<ActivityDay> days, LedgerEntry entry)
    {
        if (entry.Activity.Count == 0)
            return days;
        var horizon = DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime).AddDays(-MemberCounts.QualifyingKeptDays);
        return
        [
            .. days.Concat(entry.Activity.Select(change => new ActivityDay(change.On, change.Visits, change.Spent)))
                .Where(day => day.On >= horizon)
                .GroupBy(day => day.On)
                .Select(same => new ActivityDay(same.Key, same.Sum(day => day.Visits), same.Sum(day => day.Spent)))
                .Where(day => day.Visits != 0 || day.Spent != 0)
                .OrderBy(day => day.On),
        ];
    }

    /// <summary>The last day with a purchase that was not given back; null without one.</summary>
    public static DateOnly? LastVisit(this Account account, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(account);
        return account.Activity.LastOrDefault(day => day.Visits > 0 && day.On <= today)?.On;
    }

    /// <summary>Purchases and minor units of the period that ends with that day.</summary>
    public static (long Visits, long Spent) Within(this Account account, Period period, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(account);
        var before = period.Before(today);
        var days = account.Activity.Where(day => day.On > before && day.On <= today).ToArray();
        return (days.Sum(day => day.Visits), days.Sum(day => day.Spent));
    }

    /// <summary>The median of the days between two days with purchases; null with fewer than three such days.</summary>
    public static int? Rhythm(this Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var days = account.Activity.Where(day => day.Visits > 0).Select(day => day.On.DayNumber).ToArray();
        var gaps = days.Zip(days.Skip(1), (one, next) => next - one).Order().ToArray();
        return gaps.Length < 2 ? null : gaps[gaps.Length / 2];
    }
}
