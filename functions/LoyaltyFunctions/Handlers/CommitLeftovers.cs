using Loyalty.Programmes;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Members;
using LoyaltyFunctions.Handlers.Redemptions;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>What an operation may leave to be done besides publication, when a crash cut it short.</summary>
public sealed class CommitLeftovers(EraseFollowUp erasure, ProfileHandler profiles, StockHandler stock, BudgetedCommits budgeted, ProgrammeBook programmes)
{
    public async Task FinishAsync(OutboxItem commit, CancellationToken cancellation)
    {
        await erasure.FinishAsync(commit.MemberId!, commit.Operation!, cancellation);
        await profiles.FinishAsync(commit.MemberId!, commit.Operation!, cancellation);
        if (commit.Hold is { } hold)
        {
            await stock.SettleAsync(commit.MemberId!, new Operation(commit.Operation!, hold.RequestHash), hold.RewardId, cancellation);
        }

        if (commit.Receipt is { } receipt)
        {
            await budgeted.SettleAsync(budgeted.OfReceipt(commit.MemberId!, receipt), cancellation);
            return;
        }

        // An enrolment, or a purchase that an operator let go on: the row does not say which.
        var on = programmes.Current.HasBudgets(Occasions.Enrolment) ? Occasions.Enrolment : Occasions.Purchase;
        await budgeted.SettleAsync(budgeted.OfOperation(commit.MemberId!, commit.Operation!, on), cancellation);
    }
}
