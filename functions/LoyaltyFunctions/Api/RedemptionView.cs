using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>A redemption: its state, its points and, unless it is for a reward, what they are worth.</summary>
public sealed record RedemptionView(string RedemptionId, string Status, long Points, MoneyView? Value, DateTimeOffset? ExpiresAt)
{
    public string? RewardId { get; init; }

    public static RedemptionView Of(RedemptionRow redemption, Programme programme) => new(
        redemption.Id,
        StatusOf(redemption.Step),
        redemption.Points.Value,
        redemption.RewardId is null && programme.Redemption is { } policy ? MoneyView.Of(policy.ValueOf(redemption.Points)) : null,
        redemption.Step == ReservationStep.Opened ? redemption.Until : null)
    {
        RewardId = redemption.RewardId,
    };

    private static string StatusOf(ReservationStep step) => step switch
    {
        ReservationStep.Opened => "reserved",
        ReservationStep.Captured or ReservationStep.Spent => "captured",
        ReservationStep.Cancelled => "cancelled",
        _ => "lapsed",
    };
}

/// <summary>An amount in major units.</summary>
public sealed record MoneyView(string Amount, string Currency)
{
    public static MoneyView Of(Loyalty.Money money) => new(money.Format(), money.Currency.Code);
}
