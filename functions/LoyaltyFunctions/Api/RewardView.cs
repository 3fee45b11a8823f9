using Loyalty.Offers;

namespace LoyaltyFunctions.Api;

/// <summary>A reward as one member sees it now: whether it can be had and, if not, the first reason.</summary>
public sealed record RewardView(string RewardId, string Name, long Points, bool Open, string Reason)
{
    public const string SoldOut = "sold-out";

    /// <summary>Points that the member lacks.</summary>
    public long? Missing { get; init; }

    /// <summary>Units left, of a reward with a limited stock.</summary>
    public long? Left { get; init; }

    /// <summary>Where it can be had; missing: everywhere.</summary>
    public IReadOnlyList<string>? Stores { get; init; }

    /// <summary>Granted to the member for no points: the last day.</summary>
    public DateOnly? FreeUntil { get; init; }

    public static RewardView Of(RewardOffer offer, long? left)
    {
        var isOpen = offer.IsOpen && left is not 0;
        return new(offer.Reward.Id, offer.Reward.Name, offer.Reward.Points.Value, isOpen, offer.IsOpen && !isOpen ? SoldOut : ReasonOf(offer.Reason))
        {
            Missing = offer.Missing > Loyalty.Points.Zero ? offer.Missing.Value : null,
            Left = left,
            Stores = offer.Reward.Stores is { Count: > 0 } stores ? stores : null,
            FreeUntil = offer.Grant?.Until,
        };
    }

    private static string ReasonOf(RewardReason reason) => reason switch
    {
        RewardReason.Over => "over",
        RewardReason.NotYet => "not-yet",
        RewardReason.OtherTier => "other-tier",
        RewardReason.OtherStore => "other-store",
        RewardReason.PointsMissing => "points-missing",
        _ => "open",
    };
}

public sealed record RewardPage(IReadOnlyList<RewardView> Items, string? Next);
