using Loyalty.Purchases;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Events;
using LoyaltyFunctions.Handlers.Accounts;
using LoyaltyFunctions.Handlers.Earning;
using LoyaltyFunctions.Handlers.Inbound;
using LoyaltyFunctions.Requests;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.MissingPoints;

/// <summary>
/// Settles a claim of missing points by a sale that named no member, or by a payment that an ERP posted. The claim names one receipt or
/// invoice, and that earns once, whoever comes with it; what settles it is taken by one claim. A claim that nothing settles waits.
/// </summary>
public sealed class ClaimHandler(
    Unclaimed unclaimed,
    ClaimedSales sales,
    Successors members,
    Ledger ledger,
    ReceiptClaims receipts,
    EarnHandler earn,
    WaitingHandler waiting)
{
    private const int EntriesLookedAt = 500;

    public async Task<EventOutcome> HandleAsync(ClaimFiled filed, EventOrigin origin, CancellationToken cancellation)
    {
        var claim = filed.Claim;
        if (await members.FindAsync(claim.MemberId, cancellation) is not { Account: { Status: Loyalty.Accounts.AccountStatus.Open } account })
        {
            return EventOutcome.Processed("the member has left");
        }

        var known = await KnownAsync(claim, origin, account.MemberId, cancellation);
        var unreadable = 0;
        foreach (var evidence in known.SelectMany(one => one.Found).Where(evidence => Fits(claim, evidence)).OrderBy(evidence => !evidence.IsSale).ThenBy(evidence => evidence.Id, StringComparer.Ordinal))
        {
            if (await PurchaseOfAsync(claim, evidence, origin, cancellation) is not { } purchase)
            {
                // Its delivery is being worked on, and is looked at again later.
                unreadable++;
                continue;
            }

            if (await HasEarnedAsync(claim, purchase.Receipt, account.MemberId, origin, cancellation))
            {
                return EventOutcome.Processed("the receipt has earned already");
            }

            if (await unclaimed.TryTakeAsync(evidence.Id, origin.DeliveryId, cancellation))
            {
                return await SettleAsync(claim, evidence, purchase, account.MemberId, origin, cancellation);
            }
        }

        return new EventOutcome(DeliveryStatus.Waiting, "nothing that settles the claim has come yet")
        {
            WaitsForAny = [.. known.Select(one => new WaitsFor(one.Hash, IsReceipt: false) { Seen = one.Found.Count, Tried = Math.Max(0, one.Found.Count - unreadable) })],
        };
    }

    private async Task<EventOutcome> SettleAsync(
        MissingPointsClaim claim, Evidence evidence, Purchase purchase, string memberId, EventOrigin origin, CancellationToken cancellation)
    {
        var sale = new Sale(memberId, purchase, AtNoon(claim.OccurredOn ?? evidence.On)) { Reference = origin.DeliveryId };
        var result = await earn.EarnAsync(sale, cancellation);
        while (result.MovedTo is { } next)
        {
            result = await earn.EarnAsync(sale with { MemberId = next }, cancellation);
        }

        if (result.Outcome is not (EarnResult.Kind.Earned or EarnResult.Kind.Duplicate))
        {
            return EventOutcome.Parked($"the claim could not be settled: {result.Outcome}");
        }

        var entry = new EntryRef(result.Entry!.MemberId, result.Entry.Sequence);
        await sales.SettleAsync(evidence, entry, cancellation);
        return EventOutcome.Processed() with
        {
            Entries = [entry],
            Publications = [new Publication(entry.MemberId, result.Committed)],
            Released = result.Awaited ? await waiting.ReleaseAsync(purchase.Receipt.Hash, cancellation) : [],
        };
    }

    private async Task<IReadOnlyList<(string Hash, IReadOnlyList<Evidence> Found)>> KnownAsync(
        MissingPointsClaim claim, EventOrigin origin, string memberId, CancellationToken cancellation)
    {
        var identities = (await ledger.FindProfileAsync(memberId, cancellation))?.Identities ?? [];
        List<string> hashes = [.. identities.Select(identity => Unclaimed.CustomerHash(identity.Hash))];
        if (claim.ReceiptId is { } receipt)
        {
            hashes.Add(Unclaimed.ReceiptHash(origin.Partner, receipt));
        }

        var known = new List<(string, IReadOnlyList<Evidence>)>(hashes.Count);
        foreach (var hash in hashes)
        {
            known.Add((hash, await unclaimed.ForAsync(hash, cancellation)));
        }

        return known;
    }

    /// <summary>By number, and else by amount and a date within three days, where no number says otherwise.</summary>
    private static bool Fits(MissingPointsClaim claim, Evidence evidence)
    {
        var near = claim.OccurredOn is not { } on || Math.Abs(on.DayNumber - evidence.On.DayNumber) <= 3;
        if (evidence.IsSale)
        {
            return near && (claim.StoreId is null || claim.StoreId == evidence.StoreId) && (claim.Amount is null || claim.IsOf(evidence.Amount));
        }

        var (asked, told) = claim.InvoiceId is { } invoice ? (invoice, evidence.InvoiceId) : (claim.ReceiptId, evidence.ReceiptId);
        return told == asked || evidence.CashReceiptId == asked
            || (told is null && claim.IsOf(evidence.Amount) && claim.OccurredOn is not null && near);
    }

    private async Task<Purchase?> PurchaseOfAsync(MissingPointsClaim claim, Evidence evidence, EventOrigin origin, CancellationToken cancellation)
    {
        if (evidence.IsSale)
        {
            return await sales.FindAsync(evidence, cancellation);
        }

        var key = claim.InvoiceId is { } invoice
            ? ReceiptKey.OfInvoice(evidence.Partner, invoice)
            : new ReceiptKey(origin.Partner, claim.StoreId ?? "unknown", claim.ReceiptId!, null);
        return new Purchase(key, null, evidence.Amount, [], []);
    }

    /// <summary>Whether somebody has earned by that receipt, whichever store or business day it was told with; unless it was by this claim.</summary>
    private async Task<bool> HasEarnedAsync(MissingPointsClaim claim, ReceiptKey receipt, string memberId, EventOrigin origin, CancellationToken cancellation)
    {
        var keys = new[] { receipt, receipt with { BusinessDate = null }, receipt with { BusinessDate = claim.OccurredOn } }.Select(key => key.Hash).Distinct();
        foreach (var hash in keys)
        {
            if (await receipts.FindAsync(hash, cancellation) is { } owner
                && await ledger.FindReceiptAsync(owner, hash, cancellation) is { IsFence: false } row
                && (await ledger.FindEntryAsync(row.Entries[0].MemberId, row.Entries[0].Seq, cancellation))?.Source.Reference != origin.DeliveryId)
            {
                return true;
            }
        }

        var entries = await ledger.EntriesAsync(memberId, long.MaxValue, EntriesLookedAt, cancellation);
        return entries.Any(entry => entry.Purchase is { IsPurchase: true } earned && earned.Purchase.Receipt.Partner == receipt.Partner
            && earned.Purchase.Receipt.ReceiptId == receipt.ReceiptId && (claim.StoreId is null || earned.Purchase.Receipt.StoreId == claim.StoreId)
            && entry.Source.Reference != origin.DeliveryId);
    }

    private static DateTimeOffset AtNoon(DateOnly date) => new(date.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);
}
