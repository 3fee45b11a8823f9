using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Sets points aside for a redemption, soonest expiry first: a number of points, or a reward at its price.</summary>
public sealed record ReservePoints(string RedemptionId, RedemptionRequest Request, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Reserved, AccountClosed, AlreadyReserved, AmountNotPositive, RewardUnavailable, BelowMinimum, InsufficientPoints }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}

/// <summary>Either points or a reward.</summary>
public sealed record RedemptionRequest(Points? Points, string? RewardId)
{
    public static RedemptionRequest Of(Points points) => new(points, null);

    public static RedemptionRequest For(string rewardId) => new(null, rewardId);
}
