using Loyalty.Accounts;

namespace LoyaltyFunctions.Api;

/// <summary>A balance at an instant; points = available + reserved.</summary>
public sealed record BalanceView(
    long Points,
    long Pending,
    long Reserved,
    long Available,
    TierBalanceView Tier,
    IReadOnlyList<ExpiringView> Expiring)
{
    public static BalanceView Of(AccountView account) => new(
        account.Points.Value,
        account.Pending.Value,
        account.Reserved.Value,
        account.Available.Value,
        TierBalanceView.Of(account.Tier),
        [.. account.Expiring.Select(expiring => new ExpiringView(expiring.On, expiring.Points.Value))]);
}

public sealed record TierBalanceView(string Id, string Name, long QualifyingPoints, string? NextTier, long? PointsToNext, DateOnly Until)
{
    public static TierBalanceView Of(TierView tier) =>
        new(tier.Id, tier.Name, tier.QualifyingPoints.Value, tier.NextTier, tier.PointsToNext?.Value, tier.Until);
}

public sealed record ExpiringView(DateOnly On, long Points);
