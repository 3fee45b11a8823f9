using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>Which tier the days of the window give, and how long the tier held is safe.</summary>
internal static class TierStanding
{
    /// <summary>What the window that ends on that day comes to, in the unit of the levels.</summary>
    public static Points QualifyingPoints(this Account account, TierLadder ladder, DateOnly today) =>
        ladder.InUnits(Sum(TierDays.Of(ladder, account), ladder.WindowBefore(today)));

    /// <summary>The tier that the window and all that was ever reached give; in calendar years also what the last whole one gave.</summary>
    public static TierLevel Reached(Account account, TierLadder ladder, DateOnly today, IEnumerable<TierDay>? more = null)
    {
        var added = (more ?? []).ToArray();
        TierDay[] days = [.. TierDays.Of(ladder, account), .. added];
        var window = ladder.LevelFor(ladder.InUnits(Sum(days, ladder.WindowBefore(today))));
        var ever = ladder.EverFor(ladder.InUnits(TierDays.Ever(ladder, account) + added.Sum(day => day.Value)));
        var reached = ever.From > window.From ? ever : window;
        if (!ladder.IsCalendarYear)
            return reached;
        var last = today.AddYears(-1);
        var lastYear = ladder.LevelFor(ladder.InUnits(days.Where(day => day.On.Year == last.Year).Sum(day => day.Value)));
        return lastYear.From > reached.From ? lastYear : reached;
    }

    /// <summary>The tier that a purchase lifts the member to, or null. Only ever up.</summary>
    public static TierChange? Raise(Account account, Programme programme, long more, DateOnly on, DateOnly today)
    {
        var ladder = programme.Tiers;
        var reached = Reached(account, ladder, today, [new TierDay(on, more)]);
        if (more <= 0 || reached.From <= ladder.Level(account.Tier.Id).From)
            return null;
        var since = on > account.Tier.Since ? on : account.Tier.Since;
        return new TierChange(account.Tier.Id, reached.Id, since, ladder.HeldThrough(since));
    }

    /// <summary>The last day that the tier is kept without another purchase, with its grace; null for one that is kept for ever.</summary>
    public static DateOnly? SafeThrough(Account account, TierLadder ladder)
    {
        var level = ladder.Level(account.Tier.Id);
        if (level.From == Points.Zero || ladder.EverFor(ladder.InUnits(TierDays.Ever(ladder, account))).From >= level.From)
            return null;
        var safe = ladder.IsCalendarYear ? SafeByYears(account, ladder, level) : SafeByWindow(account, ladder, level);
        return ladder.Grace.After(safe);
    }

    private static DateOnly SafeByYears(Account account, TierLadder ladder, TierLevel level)
    {
        var kept = TierDays.Of(ladder, account).GroupBy(day => day.On.Year)
            .Where(year => ladder.InUnits(year.Sum(day => day.Value)) >= level.From)
            .Select(year => ladder.HeldThrough(new DateOnly(year.Key, 1, 1)));
        return kept.Append(account.Tier.Until).Max();
    }

    private static DateOnly SafeByWindow(Account account, TierLadder ladder, TierLevel level)
    {
        var days = TierDays.Of(ladder, account).ToArray();
        var left = days.Sum(day => day.Value);
        var safe = account.Tier.Until;
        foreach (var day in days)
        {
            if (ladder.InUnits(left) < level.From)
                break;
            left -= day.Value;
            var last = LastCounted(day.On, ladder.Window);
            safe = ladder.InUnits(left) < level.From && last > safe ? last : safe;
        }

        return safe;
    }

    private static long Sum(IEnumerable<TierDay> days, DateOnly before) => days.Where(day => day.On > before).Sum(day => day.Value);

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
