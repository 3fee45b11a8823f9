using Loyalty.Entries;
using Loyalty.Safety;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>Notes members of whom something is held back, so that operators find them. Entries that cannot begin a hold cost no call.</summary>
public sealed class HoldFollowUp(Ledger ledger, Holds holds, ProgrammeBook programmes, TimeProvider clock) : IFollowUp
{
    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        if (Hold.MayBeginWith(entry)
            && await ledger.PeekAsync(entry.MemberId, CancellationToken.None) is { Account: var peeked }
            && (peeked.Sequence >= entry.Sequence ? peeked : (await ledger.FindAsync(entry.MemberId, CancellationToken.None))!.Account) is var account
            && Hold.AllOn(account, programmes.Current, clock.GetUtcNow()).Count > 0)
        {
            await holds.PutAsync(entry.MemberId, CancellationToken.None);
        }

        return [];
    }
}
