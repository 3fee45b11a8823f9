using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>The balance as the member sees it; points = available + reserved.</summary>
public sealed record AccountView(
    Points Points,
    Points Pending,
    Points Reserved,
    Points Available,
    TierView Tier,
    IReadOnlyList<ExpiringPoints> Expiring)
{
    internal static AccountView Of(Account account, Programme programme, DateTimeOffset now)
    {
        var expiring = account.Lots
            .Where(lot => lot.Expires < DateOnly.MaxValue)
            .GroupBy(lot => lot.Expires)
            .Select(lots => new ExpiringPoints(lots.Key, Points.Sum(lots.Select(lot => lot.Remaining))));
        return new AccountView(
            account.Balance,
            Points.Sum(account.Pending.Select(pending => pending.Points)),
            account.Reserved,
            account.Available,
            TierView.Of(account, programme.Tiers, programme.LocalDate(now)),
            [.. expiring]);
    }
}

/// <summary>The tier, and what is missing for the next. <c>Until</c>: the day through which it is safe without another purchase.</summary>
public sealed record TierView(string Id, string Name, Points QualifyingPoints, string? NextTier, Points? PointsToNext, DateOnly Until)
{
    internal static TierView Of(Account account, TierLadder ladder, DateOnly today)
    {
        var level = ladder.Level(account.Tier.Id);
        var qualifying = account.QualifyingPoints(ladder, today);
        var next = ladder.Above(level);
        Points? missing = next is null ? null : Points.Max(next.From - qualifying, Points.Zero);
        return new TierView(level.Id, level.Name, qualifying, next?.Id, missing, ShownUntil(account, ladder, today));
    }

    private static DateOnly ShownUntil(Account account, TierLadder ladder, DateOnly today)
    {
        var until = TierStanding.SafeThrough(account, ladder) ?? account.Tier.Until;
        // The lowest tier is never lost, so its date moves along; another one past its date is held until the tier run comes.
        return until >= today ? until : ladder.Level(account.Tier.Id) == ladder.Lowest ? ladder.HeldThrough(today) : today;
    }
}

/// <summary>Points whose last day is <c>On</c>.</summary>
public sealed record ExpiringPoints(DateOnly On, Points Points);
