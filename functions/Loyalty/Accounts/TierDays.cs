using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>What a local day counts for the tier: points, minor units, or purchases.</summary>
internal readonly record struct TierDay(DateOnly On, long Value);

internal static class TierDays
{
    public static IEnumerable<TierDay> Of(TierLadder ladder, Account account) => ladder.By switch
    {
        TierMeasure.Spend => account.Activity.Select(day => new TierDay(day.On, day.Spent)),
        TierMeasure.Visits => account.Activity.Select(day => new TierDay(day.On, day.Visits)),
        _ => account.Qualifying.Select(day => new TierDay(day.On, day.Points.Value)),
    };

    public static IEnumerable<TierDay> Of(TierLadder ladder, LedgerEntry entry) => ladder.By switch
    {
        TierMeasure.Spend => entry.Activity.Select(day => new TierDay(day.On, day.Spent)),
        TierMeasure.Visits => entry.Activity.Select(day => new TierDay(day.On, day.Visits)),
        _ => entry.Qualifying.Select(day => new TierDay(day.On, day.Points.Value)),
    };

    /// <summary>The same, ever.</summary>
    public static long Ever(TierLadder ladder, Account account) => ladder.By switch
    {
        TierMeasure.Spend => account.SpentEver,
        TierMeasure.Visits => account.PurchaseCount,
        _ => account.QualifyingEver.Value,
    };
}
