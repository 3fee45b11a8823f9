using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.UseCases;

internal static class AccountEnd
{
    /// <summary>The effects that leave nothing in an account without open reservations: no points, no debt, nothing pending.</summary>
    public static LedgerEntry Emptied(Account account) => new()
    {
        Points = -account.Balance,
        Lots = [.. account.Lots.Select(lot => new LotChange(lot.Id, lot.Earned, lot.Expires, -lot.Remaining))],
        Pending = [.. account.Pending.Select(item => item.Less(item.Points))],
    };
}
