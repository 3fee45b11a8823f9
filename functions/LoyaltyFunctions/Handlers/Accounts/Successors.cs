using Loyalty.Accounts;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Accounts;

/// <summary>Members by ids that may be old ones: one that was merged away is followed to the member who stayed.</summary>
public sealed class Successors(Ledger ledger)
{
    /// <summary>Null for a member that does not exist or was erased.</summary>
    public async Task<StoredAccount?> FindAsync(string memberId, CancellationToken cancellation)
    {
        while (true)
        {
            var found = await ledger.FindAsync(memberId, cancellation);
            if (found?.Account is not { Status: AccountStatus.Merged, MergedInto: { } next })
            {
                return found?.Account.Status == AccountStatus.Open ? found : null;
            }

            memberId = next;
        }
    }
}
