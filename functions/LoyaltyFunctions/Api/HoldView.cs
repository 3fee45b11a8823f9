using Loyalty.Safety;

namespace LoyaltyFunctions.Api;

/// <summary>What holds a member's redemptions back, and through which day.</summary>
public sealed record HoldView(string Reason, DateOnly Through)
{
    public static HoldView Of(Hold hold) => new(Words.Of(hold.Reason), hold.Through);
}

public sealed record HoldPage(IReadOnlyList<HoldView> Items);
