using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Purchases;
using Loyalty.UseCases;
using LoyaltyFunctions.Programmes;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>A sale, or a part of it, given back. Without a <c>Refund</c> the whole sale is voided.</summary>
public sealed record Reversal(ReceiptKey Receipt, Refund? Refund, DateTimeOffset OccurredAt, Operation Operation)
{
    /// <summary>No message stands behind it: the outbox is told before the commit, so that the sweeper can publish what a crash leaves.</summary>
    public bool IsAnnounced { get; init; }
}

/// <summary>What became of a refund or void.</summary>
public sealed record ReversalResult(ReversalResult.Kind Outcome, string? MemberId = null)
{
    public enum Kind
    {
        Reversed,
        Replayed,
        KeyReused,
        Duplicate,
        PurchaseUnknown,
        AccountClosed,
        CurrencyDiffers,
        AlreadyVoided,
        Invalid,
    }

    public IReadOnlyList<LedgerEntry> Committed { get; init; } = [];

    /// <summary>The entry of this refund, now or before.</summary>
    public LedgerEntry? Entry { get; init; }

    public Answer? Answer { get; init; }

    /// <summary>The member was merged into this one, from whom it is to be taken.</summary>
    public string? MovedTo { get; init; }

    /// <summary>The outbox row to delete once the entries are published.</summary>
    public OutboxRef? Behind { get; init; }
}

/// <summary>
/// Takes points back: the receipt's claim finds the member, the receipt's row the entries of the purchase so far. The row is part of the
/// transaction, so that two refunds of one receipt cannot both count the same remainder.
/// </summary>
public sealed class ReversalHandler(Ledger ledger, ReceiptClaims receipts, Outbox outbox, ProgrammeBook programmes, TimeProvider clock)
{
    public async Task<ReversalResult> ReverseAsync(Reversal reversal, CancellationToken cancellation)
    {
        var hash = reversal.Receipt.Hash;
        if (await receipts.FindAsync(hash, cancellation) is not { } memberId || await FindAsync(memberId, hash, cancellation) is not { } found)
        {
            return new ReversalResult(ReversalResult.Kind.PurchaseUnknown);
        }

        while (true)
        {
            var result = await ReverseAsync(memberId, reversal, found, cancellation);
            if (result.MovedTo is not { } next)
            {
                return result;
            }

            // Refunds since the merge are told by a row of the member who stayed; until the first there is none.
            memberId = next;
            found = await FindAsync(memberId, hash, cancellation) ?? found with { Row = found.Row with { Version = null } };
        }
    }

    private async Task<ReversalResult> ReverseAsync(string memberId, Reversal reversal, StoredPurchase found, CancellationToken cancellation)
    {
        var behind = reversal.IsAnnounced ? await outbox.PutCommitAsync(memberId, reversal.Operation.Key) : null;
        var result = await ledger.CommitAsync(memberId, Decide, FindDoneAsync, cancellation) with { Behind = behind };
        if (result.MovedTo is not null && behind is not null)
        {
            await outbox.DeleteAsync(behind);
        }

        return result.Outcome == ReversalResult.Kind.Duplicate ? await KeepAsync(memberId, reversal, result, cancellation) : result;

        Draft<ReversalResult> Decide(StoredAccount? before) => before is null
            ? new(new ReversalResult(ReversalResult.Kind.PurchaseUnknown))
            : Draft(reversal, before.Account, found);

        async Task<ReversalResult?> FindDoneAsync()
        {
            if (await ledger.FindOperationAsync(memberId, reversal.Operation.Key, cancellation) is { } done)
            {
                return await AgainAsync(memberId, reversal, done, cancellation);
            }

            // Another refund of the receipt may have come first: what remains is read again.
            found = await FindAsync(memberId, reversal.Receipt.Hash, cancellation) ?? found;
            return null;
        }
    }

    /// <summary>
    /// Counted before: by this very operation, or by another delivery of the same refund. A caller's key then keeps what it was told, as
    /// the balance in it moves on.
    /// </summary>
    private async Task<ReversalResult> KeepAsync(string memberId, Reversal reversal, ReversalResult duplicate, CancellationToken cancellation)
    {
        if (reversal.IsAnnounced && duplicate.Answer is { } answer
            && await ledger.TryKeepAnswerAsync(memberId, reversal.Operation, answer, cancellation))
        {
            return duplicate;
        }

        return await ledger.FindOperationAsync(memberId, reversal.Operation.Key, cancellation) is { } own
            ? await AgainAsync(memberId, reversal, own, cancellation)
            : duplicate;
    }

    private Draft<ReversalResult> Draft(Reversal reversal, Account account, StoredPurchase found)
    {
        var now = clock.GetUtcNow();
        var (outcome, entries, after) = Decide(reversal, account, found, now);
        var result = new ReversalResult(outcome, account.MemberId);
        if (outcome == ReversalResult.Kind.Duplicate)
        {
            var first = found.Entries.LastOrDefault(entry => IsOf(reversal, entry));
            return new(result with { Entry = first, Answer = first is null ? null : CommittedRuling.Show(first, account, now, programmes.Current, duplicate: true) });
        }

        if (outcome != ReversalResult.Kind.Reversed)
        {
            return new(result with { MovedTo = account.MergedInto });
        }

        var own = entries.Last(entry => IsOf(reversal, entry));
        var answer = CommittedRuling.Show(own, after, now, programmes.Current);
        return new(
            result with { Committed = entries, Entry = own, Answer = answer },
            new Commit(after, entries)
            {
                Operation = reversal.Operation,
                Answer = answer,
                Receipts = [found.RowWith(own)],
            });
    }

    private (ReversalResult.Kind, IReadOnlyList<LedgerEntry>, Account) Decide(Reversal reversal, Account account, StoredPurchase found, DateTimeOffset now)
    {
        // A till with a wrong clock: the refund is dated by its arrival.
        foreach (var occurredAt in (ReadOnlySpan<DateTimeOffset>)[reversal.OccurredAt, now])
        {
            var (outcome, entries, after) = reversal.Refund is { } refund
                ? Plain(new RefundPurchase(refund, occurredAt, now).Decide(account, found.Purchase, found.EarnedUnder, programmes.Current))
                : Plain(new VoidPurchase(reversal.Receipt, occurredAt, now).Decide(account, found.Purchase, found.EarnedUnder, programmes.Current));
            if (outcome != nameof(RefundPurchase.Outcome.ClockImplausible))
            {
                return (KindOf(outcome, reversal), entries, after);
            }
        }

        return (ReversalResult.Kind.Invalid, [], account);
    }

    private static (string Outcome, IReadOnlyList<LedgerEntry> Entries, Account After) Plain<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Outcome.ToString(), decision.Entries, decision.Account);

    // Refund and void name the same outcomes alike.
    private static ReversalResult.Kind KindOf(string outcome, Reversal reversal) => outcome switch
    {
        nameof(RefundPurchase.Outcome.Reversed) or nameof(VoidPurchase.Outcome.Voided) => ReversalResult.Kind.Reversed,
        nameof(RefundPurchase.Outcome.AccountClosed) => ReversalResult.Kind.AccountClosed,
        nameof(RefundPurchase.Outcome.CurrencyDiffers) => ReversalResult.Kind.CurrencyDiffers,
        nameof(RefundPurchase.Outcome.AlreadyRefunded) => ReversalResult.Kind.Duplicate,
        nameof(VoidPurchase.Outcome.AlreadyVoided) => reversal.Refund is null ? ReversalResult.Kind.Duplicate : ReversalResult.Kind.AlreadyVoided,
        _ => ReversalResult.Kind.Invalid,
    };

    private static bool IsOf(Reversal reversal, LedgerEntry entry) => entry.Refund is { } facts
        && (reversal.Refund is { } refund ? facts.Refund.RefundId == refund.RefundId : facts.Refund.Whole);

    private Task<StoredPurchase?> FindAsync(string memberId, string receiptHash, CancellationToken cancellation) =>
        StoredPurchase.FindAsync(ledger, programmes, memberId, receiptHash, cancellation);

    private async Task<ReversalResult> AgainAsync(string memberId, Reversal reversal, OperationRecord done, CancellationToken cancellation)
    {
        if (done.RequestHash != reversal.Operation.RequestHash)
        {
            return new ReversalResult(ReversalResult.Kind.KeyReused, memberId);
        }

        var entries = await ledger.EntriesOfAsync(memberId, done.FirstSequence, done.LastSequence, cancellation);
        return new ReversalResult(ReversalResult.Kind.Replayed, memberId)
        {
            Committed = entries,
            Entry = entries.LastOrDefault(entry => IsOf(reversal, entry)),
            Answer = done.Answer,
        };
    }
}
