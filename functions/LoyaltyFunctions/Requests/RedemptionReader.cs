using Loyalty;
using Loyalty.UseCases;

namespace LoyaltyFunctions.Requests;

/// <summary>What a till or an app wants to redeem; with <c>Capture</c> at once.</summary>
public sealed record RedemptionWish(RedemptionRequest Request, bool Capture, string? Reference)
{
    /// <summary>How long points are held; null: as long as the programme says.</summary>
    public TimeSpan? HoldFor { get; init; }
}

/// <summary>Reads the bodies of the redemption routes: <c>points</c> or <c>rewardId</c>, one of the two.</summary>
public static class RedemptionReader
{
    public static RedemptionWish? Read(Fields body)
    {
        var points = ReadPoints(body);
        var reward = body.Optional("rewardId");
        var capture = body.Flag("capture") ?? false;
        var reference = body.Optional("reference");
        var store = body.Optional("storeId");
        if (points is null == (reward is null))
        {
            body.Fault("points", "or rewardId is needed, one of the two");
            return null;
        }

        var request = points is { } number ? RedemptionRequest.Of(number) : RedemptionRequest.For(reward!);
        return new RedemptionWish(request with { StoreId = store }, capture, reference);
    }

    public static Points? ReadPoints(Fields body) => body.WholeNumber("points") is { } points ? new Points(points) : null;
}
