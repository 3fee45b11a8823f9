using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>Spends points at once, soonest expiry first. The amount is met in full or nothing is spent.</summary>
public sealed record RedeemPoints(string RedemptionId, RedemptionRequest Request, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Redeemed, AccountClosed, AlreadyReserved, AmountNotPositive, RewardUnavailable, BelowMinimum, InsufficientPoints }

    public Decision<Outcome> Decide(Account account, Programme programme) => throw new NotImplementedException();
}
