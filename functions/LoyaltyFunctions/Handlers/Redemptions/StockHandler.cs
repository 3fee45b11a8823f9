using Loyalty.Accounts;
using Loyalty.Entries;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Hosting.Http;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Redemptions;

/// <summary>
/// The stock of rewards. A unit is taken before the redemption commits and given back only when it can hold nothing any more: the
/// redemption was refused for good, has ended unspent, or has another unit. So what is taken is never less than what was promised.
/// </summary>
public sealed class StockHandler(Stock stock, Ledger ledger, ProgrammeBook programmes) : IFollowUp
{
    /// <summary>The stock of a reward; null for one without a limit.</summary>
    public long? LimitOf(string? rewardId) => rewardId is null ? null : programmes.Current.Reward(rewardId)?.Stock;

    public Task<long> LeftAsync(string rewardId, long limit, CancellationToken cancellation) => stock.LeftAsync(KeyOf(rewardId), limit, cancellation);

    public Task<bool> TryTakeAsync(string rewardId, string redemptionId, CancellationToken cancellation) =>
        stock.TryTakeAsync(UnitOf(rewardId, redemptionId), LimitOf(rewardId) ?? 0, cancellation);

    /// <summary>A reservation that was cancelled or lapsed gives its unit back.</summary>
    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        if (entry.Reservation is { Step: ReservationStep.Cancelled or ReservationStep.Lapsed, RewardId: { } rewardId } ended && LimitOf(rewardId) is not null)
        {
            await stock.GiveBackAsync(UnitOf(rewardId, ended.Id), allButOne: false, CancellationToken.None);
        }

        return [];
    }

    /// <summary>
    /// Gives back what an operation has taken in vain. One that never came to an end is refused for good first, in the row where it would
    /// commit.
    /// </summary>
    public async Task SettleAsync(string memberId, Operation operation, string rewardId, CancellationToken cancellation)
    {
        var redemptionId = RedemptionId.Of(memberId, operation.Key);
        if (await ledger.FindAsync(memberId, cancellation) is { Account.Status: AccountStatus.Open })
        {
            var refusal = Refusals.Kept(new ProblemResult(Problem.RewardUnavailable));
            await ledger.TryKeepAnswerAsync(memberId, operation, refusal, cancellation);
        }

        var redemption = await ledger.FindRedemptionAsync(memberId, redemptionId, cancellation);
        var holds = redemption is { Step: not (ReservationStep.Cancelled or ReservationStep.Lapsed) };
        await stock.GiveBackAsync(UnitOf(rewardId, redemptionId), allButOne: holds, cancellation);
    }

    private StockUnit UnitOf(string rewardId, string redemptionId) => new(KeyOf(rewardId), redemptionId);

    private string KeyOf(string rewardId) => Keys.Hash("stock", programmes.Current.Id, rewardId);
}
