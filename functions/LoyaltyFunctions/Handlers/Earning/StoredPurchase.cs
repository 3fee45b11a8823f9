using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>A purchase with all that became of it, as the row of its receipt tells.</summary>
internal sealed record StoredPurchase(ReceiptRow Row, PurchaseState Purchase, Programme EarnedUnder, IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>The row, with one more entry about the receipt.</summary>
    public ReceiptRow RowWith(LedgerEntry entry) => Row with { Entries = [.. Row.Entries, new EntryRef(entry.MemberId, entry.Sequence)] };

    /// <summary>Null where this member has no such receipt.</summary>
    public static async Task<StoredPurchase?> FindAsync(Ledger ledger, ProgrammeBook programmes, string memberId, string receiptHash, CancellationToken cancellation)
    {
        if (await ledger.FindReceiptAsync(memberId, receiptHash, cancellation) is not { IsFence: false } row)
        {
            return null;
        }

        var entries = new List<LedgerEntry>();
        foreach (var entry in row.Entries)
        {
            entries.AddRange(await ledger.EntriesOfAsync(entry.MemberId, entry.Seq, entry.Seq, cancellation));
        }

        var purchase = entries.Aggregate((PurchaseState?)null, PurchaseState.Fold)!;
        return new StoredPurchase(row, purchase, await programmes.VersionAsync(purchase.ProgrammeVersion, cancellation), entries);
    }
}
