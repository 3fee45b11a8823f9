using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>Which tier the points of the window give, and how long the tier held is safe.</summary>
internal static class TierStanding
{
    private static readonly Period TwelveMonths = new(12, 0, default);

    /// <summary>The end of the month twelve months after a tier was reached: before then no review lowers it.</summary>
    public static DateOnly HeldThrough(DateOnly reached) => TwelveMonths.After(reached).EndOfMonth();

    /// <summary>Points of the window that ends on that day.</summary>
    public static Points QualifyingPoints(this Account account, TierLadder ladder, DateOnly today)
    {
        var before = ladder.Window.Before(today);
        return Points.Sum(account.Qualifying.Where(day => day.On > before).Select(day => day.Points));
    }

    /// <summary>The tier that points of a purchase lift the member to, or null. Only ever up.</summary>
    public static TierChange? Raise(Account account, Programme programme, Points more, DateOnly on, DateOnly today)
    {
        var counted = on > programme.Tiers.Window.Before(today) ? more : Points.Zero;
        var reached = programme.Tiers.LevelFor(account.QualifyingPoints(programme.Tiers, today) + counted);
        if (reached.From <= programme.Tiers.Level(account.Tier.Id).From)
            return null;
        var since = on > account.Tier.Since ? on : account.Tier.Since;
        return new TierChange(account.Tier.Id, reached.Id, since, HeldThrough(since));
    }

    /// <summary>The last day that the tier is kept without another purchase; null for the lowest, which is kept for ever.</summary>
    public static DateOnly? SafeThrough(Account account, TierLadder ladder)
    {
        var level = ladder.Level(account.Tier.Id);
        if (level.From == Points.Zero)
            return null;
        var left = Points.Sum(account.Qualifying.Select(day => day.Points));
        var safe = account.Tier.Until;
        foreach (var day in account.Qualifying)
        {
            if (left < level.From)
                break;
            left -= day.Points;
            var last = LastCounted(day.On, ladder.Window);
            safe = left < level.From && last > safe ? last : safe;
        }

        return safe;
    }

    private static DateOnly LastCounted(DateOnly on, Period window)
    {
        // Month ends clamp, so the last day whose window still holds the date may lie a little past the plain sum.
        var last = window.After(on);
        while (last < DateOnly.MaxValue && window.Before(last) < on)
            last = last.AddDays(1);
        while (window.Before(last) >= on)
            last = last.AddDays(-1);
        return last;
    }
}
