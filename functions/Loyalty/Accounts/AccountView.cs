namespace Loyalty.Accounts;

/// <summary>The balance as the member sees it; points = available + reserved.</summary>
public sealed record AccountView(
    Points Points,
    Points Pending,
    Points Reserved,
    Points Available,
    TierView Tier,
    IReadOnlyList<ExpiringPoints> Expiring);

/// <summary>The tier, and what is missing for the next. <c>Until</c>: the day through which it is safe without another purchase.</summary>
public sealed record TierView(string Id, string Name, Points QualifyingPoints, string? NextTier, Points? PointsToNext, DateOnly Until);

/// <summary>Points whose last day is <c>On</c>.</summary>
public sealed record ExpiringPoints(DateOnly On, Points Points);
