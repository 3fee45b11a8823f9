using Loyalty.Entries;
using LoyaltyFunctions.Events;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>Points that a refund or void takes back from a rule return to the rule's budget, to be granted again.</summary>
public sealed class BudgetFollowUp(BudgetedCommits commits) : IFollowUp
{
    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        if (entry.Kind == EntryKind.Reverse)
        {
            await commits.GiveBackAsync(entry, CancellationToken.None);
        }

        return [];
    }
}
