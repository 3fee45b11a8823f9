using Loyalty.Programmes;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>What an operation may leave to be done besides publication, when a crash cut it short.</summary>
public sealed class CommitLeftovers(EraseFollowUp erasure, ProfileHandler profiles, StockHandler stock, BudgetedCommits budgeted)
{
    public async Task FinishAsync(OutboxItem commit, CancellationToken cancellation)
    {
        await erasure.FinishAsync(commit.MemberId!, commit.Operation!, cancellation);
        await profiles.FinishAsync(commit.MemberId!, commit.Operation!, cancellation);
        if (commit.Hold is { } hold)
        {
            await stock.SettleAsync(commit.MemberId!, new Operation(commit.Operation!, hold.RequestHash), hold.RewardId, cancellation);
        }

        await budgeted.SettleAsync(
            commit.Receipt is { } receipt
                ? budgeted.OfReceipt(commit.MemberId!, receipt)
                : budgeted.OfOperation(commit.MemberId!, commit.Operation!, Occasions.Enrolment),
            cancellation);
    }
}
