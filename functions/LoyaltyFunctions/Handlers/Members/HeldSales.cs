using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Members;

/// <summary>What lifting a hold rests on besides the account: the purchases that wait, and what journeys may ask about the member.</summary>
/// <param name="ReadAt">How many commits the account had before they were read; null where none waits.</param>
/// <param name="Member">The member as journeys may ask.</param>
/// <param name="Purchases">Those that wait, with their rows.</param>
internal sealed record WaitingPurchases(long? ReadAt, MemberFacts Member, IReadOnlyList<StoredPurchase> Purchases)
{
    public static readonly WaitingPurchases None = new(null, MemberFacts.None, []);

    public IReadOnlyList<HeldPurchase> Held => [.. Purchases.Select(stored => new HeldPurchase(stored.Purchase, stored.EarnedUnder))];

    /// <summary>The rows of the receipts that go on with these entries.</summary>
    public IReadOnlyList<ReceiptRow> RowsAfter(IReadOnlyList<LedgerEntry> entries) =>
    [
        .. from entry in entries
           where entry.Personal?.Settled is not null
           let stored = Purchases.FirstOrDefault(stored => stored.Purchase.Sequence == entry.Personal!.Settled)
           where stored is not null
           select stored.RowWith(entry),
    ];
}

/// <summary>Reads the purchases of a member that wait for somebody.</summary>
public sealed class HeldSales(Ledger ledger, MemberFactsReader facts, ProgrammeBook programmes)
{
    internal async Task<WaitingPurchases> ReadAsync(string memberId, HoldReason reason, CancellationToken cancellation)
    {
        if (await ledger.FindAsync(memberId, cancellation) is not { } stored || LiftHold.Waiting(stored.Account, reason) is not { Count: > 0 } waiting)
        {
            return WaitingPurchases.None;
        }

        var purchases = new List<StoredPurchase>();
        foreach (var sale in waiting)
        {
            var receipt = new ReceiptKey(sale.Source.Partner, sale.Source.StoreId!, sale.Source.ReceiptId!, sale.Source.BusinessDate);
            if (await StoredPurchase.FindAsync(ledger, programmes, memberId, receipt.Hash, cancellation) is { } purchase)
            {
                purchases.Add(purchase);
            }
        }

        return new WaitingPurchases(stored.Commits, await facts.ReadAsync(memberId, cancellation), purchases);
    }
}
