using Loyalty.Safety;

namespace LoyaltyFunctions.Api;

/// <summary>What holds something of a member back, and through which day; without one until it is lifted.</summary>
public sealed record HoldView(string Reason, DateOnly? Through)
{
    /// <summary>Points of purchases that wait because of it.</summary>
    public long? Withheld { get; init; }

    public static HoldView Of(Hold hold) => new(Words.Of(hold.Reason), hold.Through)
    {
        Withheld = hold.Withheld > Loyalty.Points.Zero ? hold.Withheld.Value : null,
    };
}

public sealed record HoldPage(IReadOnlyList<HoldView> Items);

/// <summary>A member and all that is held back.</summary>
public sealed record HeldMemberView(string MemberId, IReadOnlyList<HoldView> Holds);

public sealed record HeldMemberPage(IReadOnlyList<HeldMemberView> Items, string? Next);
