using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Safety;
using Loyalty.UseCases;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

using ETag = Azure.ETag;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>Claims the receipt, decides, commits. Storage calls of a first sale: one insert, one read unless cached, one transaction.</summary>
public sealed class EarnHandler(
    Ledger ledger,
    BudgetedCommits commits,
    ReceiptClaims receipts,
    SaleWatch watch,
    ItemBook items,
    ProgrammeBook programmes,
    TimeProvider clock)
{
    /// <summary>What is known of a sale besides itself.</summary>
    private sealed record Watched(MemberFacts Member, IReadOnlyList<HoldReason> Suspicions, BudgetsLeft Budgets, PartnerCap Cap);

    public async Task<EarnResult> EarnAsync(Sale sale, CancellationToken cancellation)
    {
        var (member, suspicions) = await watch.LookAsync(sale, cancellation);
        sale = sale with { Purchase = await items.CompleteAsync(sale.Purchase, cancellation) };
        var hash = sale.Purchase.Receipt.Hash;
        ETag? fence = null;
        var claim = await receipts.ClaimAsync(hash, sale.MemberId, cancellation);
        if (claim.MemberId != sale.MemberId)
        {
            return await ClaimedAsync(sale, claim, cancellation);
        }

        var subject = commits.OfReceipt(sale.MemberId, hash, sale.On);
        var result = await commits.CommitAsync(subject, Decide, FindDoneAsync, Granted, cancellation) with { Awaited = claim.Awaited };
        if (!claim.IsNew)
        {
            // An attempt that died may have taken more from budgets than the sale gets by now.
            await commits.SettleAsync(subject, cancellation);
        }

        return result.MovedTo is not null
            || result.Outcome is EarnResult.Kind.Earned or EarnResult.Kind.Duplicate or EarnResult.Kind.Replayed or EarnResult.Kind.KeyReused
            ? result
            : await KeepAsync(sale, result.Outcome, cancellation);

        Draft<EarnResult> Decide(StoredAccount? before, BudgetsLeft budgets) => before is null
            ? new(new EarnResult(EarnResult.Kind.MemberUnknown))
            : Draft(before, sale, new Watched(member, suspicions, budgets, items.CapOf(sale.Purchase)), fence);

        async Task<EarnResult?> FindDoneAsync()
        {
            if (sale.Operation is { } operation && await FindAnswerAsync(sale.MemberId, operation, cancellation) is { } answered)
            {
                return answered;
            }

            var stored = await ledger.FindReceiptAsync(sale.MemberId, hash, cancellation);
            if (stored is { IsFence: false })
            {
                return await DuplicateAsync(sale, stored, cancellation);
            }

            // A fence says that the claim went elsewhere once. It is ours again only if the claim is.
            fence = stored?.Version;
            return stored is not null && (await receipts.ClaimAgainAsync(hash, sale.MemberId, cancellation)).MemberId != sale.MemberId
                ? new EarnResult(EarnResult.Kind.ReceiptClaimed)
                : null;
        }
    }

    /// <summary>A key that was used before does not say for which receipt.</summary>
    private static IReadOnlyList<LedgerEntry>? Granted(EarnResult result) =>
        result.Outcome is EarnResult.Kind.Replayed or EarnResult.Kind.KeyReused ? null : result.Committed;

    private Draft<EarnResult> Draft(StoredAccount before, Sale sale, Watched watched, ETag? fence)
    {
        var now = clock.GetUtcNow();
        var decision = Decide(before, sale, watched, sale.OccurredAt, now);
        if (decision.Outcome == EarnPurchase.Outcome.ClockImplausible)
        {
            // A till with a wrong clock: the sale is dated by its arrival.
            decision = Decide(before, sale, watched, now, now);
        }

        if (decision.Outcome is not (EarnPurchase.Outcome.Earned or EarnPurchase.Outcome.Held))
        {
            return new(new EarnResult(Refusal(decision.Outcome)) { MovedTo = before.Account.MergedInto });
        }

        var entry = decision.Entries.Last(entry => entry.Purchase is not null);
        var (first, last) = (decision.Entries[0].Sequence, decision.Entries[^1].Sequence);
        var answer = sale.Operation is null ? null : CommittedRuling.Show(entry, decision.Account, now, programmes.Current);
        return new(
            new EarnResult(EarnResult.Kind.Earned, entry, answer) { Committed = decision.Entries },
            new Commit(decision.Account, decision.Entries)
            {
                Operation = sale.Operation,
                Answer = answer,
                Receipts = [new ReceiptRow(sale.Purchase.Receipt.Hash, first, last, [new EntryRef(entry.MemberId, entry.Sequence)]) { Version = fence }],
            });
    }

    private Decision<EarnPurchase.Outcome> Decide(StoredAccount before, Sale sale, Watched watched, DateTimeOffset occurredAt, DateTimeOffset now) =>
        sale.On == Occasions.CardPayment
            ? new SettleCardPayment(sale.Purchase, sale.StoreId, occurredAt, now, watched.Member, sale.Reference)
            {
                Budgets = watched.Budgets,
                Cap = watched.Cap,
            }.Decide(before.Account, programmes.Current)
            : new EarnPurchase(sale.Purchase, occurredAt, now, watched.Member, sale.Reference)
            {
                Budgets = watched.Budgets,
                Cap = watched.Cap,
                Suspicions = watched.Suspicions,
            }.Decide(before.Account, programmes.Current);

    private async Task<EarnResult?> FindAnswerAsync(string memberId, Operation operation, CancellationToken cancellation) =>
        await ledger.FindOperationAsync(memberId, operation.Key, cancellation) is not { } done ? null
            : done.RequestHash == operation.RequestHash ? new EarnResult(EarnResult.Kind.Replayed, Answer: done.Answer)
            : new EarnResult(EarnResult.Kind.KeyReused);

    private async Task<EarnResult> DuplicateAsync(Sale sale, ReceiptRow stored, CancellationToken cancellation)
    {
        var entries = await ledger.EntriesOfAsync(stored.Entries[0].MemberId, stored.First, stored.Last, cancellation);
        var entry = entries.Single(entry => entry.Sequence == stored.Entries[0].Seq);
        var account = await ledger.FindAsync(sale.MemberId, cancellation);
        var answer = CommittedRuling.Show(entry, account!.Account, clock.GetUtcNow(), programmes.Current, duplicate: true);
        var result = new EarnResult(EarnResult.Kind.Duplicate, entry, answer) { Committed = entries };
        return sale.Operation is not { } operation || await ledger.TryKeepAnswerAsync(sale.MemberId, operation, result.Answer!, cancellation)
            ? result
            : await FindAnswerAsync(sale.MemberId, operation, cancellation) ?? result;
    }

    /// <summary>Another's receipt, unless either of the two has been merged: then it may have been earned on the way from one to the other.</summary>
    private async Task<EarnResult> ClaimedAsync(Sale sale, Claim claim, CancellationToken cancellation)
    {
        if (await receipts.FindInheritedAsync(claim, sale.MemberId, cancellation) is { } inherited)
        {
            return await DuplicateAsync(sale, inherited, cancellation);
        }

        if (await ledger.FindAsync(sale.MemberId, cancellation) is { Account.MergedInto: { } next })
        {
            var answered = sale.Operation is { } operation ? await FindAnswerAsync(sale.MemberId, operation, cancellation) : null;
            return answered ?? new EarnResult(EarnResult.Kind.MemberUnknown) { MovedTo = next };
        }

        return await KeepAsync(sale, EarnResult.Kind.ReceiptClaimed, cancellation);
    }

    /// <summary>A refusal decided by state stays the answer of its key.</summary>
    private async Task<EarnResult> KeepAsync(Sale sale, EarnResult.Kind refusal, CancellationToken cancellation)
    {
        var result = new EarnResult(refusal);
        if (sale.Operation is not { } operation || refusal == EarnResult.Kind.MemberUnknown)
        {
            return result;
        }

        var answer = Refusals.Of(refusal);
        return await ledger.TryKeepAnswerAsync(sale.MemberId, operation, answer, cancellation)
            ? result with { Answer = answer }
            : await FindAnswerAsync(sale.MemberId, operation, cancellation) ?? result;
    }

    private static EarnResult.Kind Refusal(EarnPurchase.Outcome outcome) => outcome switch
    {
        EarnPurchase.Outcome.AccountClosed => EarnResult.Kind.MemberUnknown,
        EarnPurchase.Outcome.RateMissing => EarnResult.Kind.RateMissing,
        EarnPurchase.Outcome.PointsOutOfRange => EarnResult.Kind.PointsOutOfRange,
        EarnPurchase.Outcome.NothingToEarn => EarnResult.Kind.NothingToEarn,
        _ => EarnResult.Kind.PurchaseInvalid,
    };
}
