using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Play;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>
/// Keeps the leader boards at what the accounts say. The account as it is now is written, not what the entry added: so entries may come
/// twice and in any order. Nobody who is on no board costs a call.
/// </summary>
public sealed class BoardFollowUp(Ledger ledger, Boards boards, ProgrammeBook programmes) : IFollowUp
{
    public async Task<IReadOnlyList<Publication>> FollowAsync(LedgerEntry entry)
    {
        var changed = LeaderBoard.ChangedBy(entry);
        var isAll = entry.Personal?.OnBoards is not null;
        if ((isAll || changed.Count > 0) && await ledger.FindAsync(entry.MemberId, CancellationToken.None) is { Account: var account })
        {
            var now = LeaderBoard.AllOf(account);
            foreach (var figures in isAll ? now : now.Where(figures => changed.Any(one => (one.StoreId, one.Period) == (figures.StoreId, figures.Period))))
            {
                await WriteAsync(account, figures);
            }
        }

        return [];
    }

    private Task WriteAsync(Account account, BoardFigures figures)
    {
        var isShown = account.Status == AccountStatus.Open && account.Personal.IsOnBoards;
        var board = Boards.IdOf(programmes.Current.Id, figures.StoreId, figures.Period);
        return boards.WriteAsync(
            board, account.MemberId, isShown ? figures.Points.Value : 0, isShown ? figures.Purchases : 0, account.Sequence, CancellationToken.None);
    }
}
