using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using LoyaltyFunctions.Api;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers;

/// <summary>Answers that show an entry and the balance that it led to.</summary>
internal static class CommittedRuling
{
    /// <summary>The last entry is what was asked for; those before it had fallen due.</summary>
    public static Ruling Of(IReadOnlyList<LedgerEntry> entries, Account after, DateTimeOffset now, Programme programme) =>
        new(Show(entries[^1], after, now, programme)) { Entries = entries, After = after };

    public static Answer Show(LedgerEntry entry, Account account, DateTimeOffset now, Programme programme, bool duplicate = false)
    {
        var view = new CommittedView(EntryView.Of(entry), BalanceView.Of(account.At(now, programme))) { Duplicate = duplicate ? true : null };
        return new Answer(200, ApiJson.Write(view, ApiJson.Default.CommittedView));
    }
}
