using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.UseCases;

namespace Loyalty.Simulations;

/// <summary>Sales, payments by card, what was given back of them, and what of them somebody let go on: decided anew.</summary>
internal sealed class SaleReplay(ReplayedAccount replayed)
{
    private readonly Dictionary<string, PurchaseState> _purchases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<PurchaseState> _heldBefore = [];

    /// <summary>A purchase from before the span that waits may be let go on within it.</summary>
    public void Before(LedgerEntry entry)
    {
        for (var index = 0; index < _heldBefore.Count; index++)
            _heldBefore[index] = PurchaseState.Fold(_heldBefore[index], entry)!;
        if (entry.Purchase is not null && replayed.Account.Personal.HeldSales.Any(sale => sale.Sequence == entry.Sequence))
            _heldBefore.Add(PurchaseState.Fold(null, entry)!);
    }

    public void Buy(Purchase purchase, LedgerEntry entry)
    {
        var sale = new EarnPurchase(purchase, entry.OccurredAt, entry.RecordedAt, replayed.Facts, entry.Source.Reference)
        {
            Budgets = replayed.BudgetsAt(entry.RecordedAt),
            Cap = replayed.CapOf(purchase.Receipt.Partner),
            Suspicions = [.. entry.Pending.Select(pending => pending.Held).OfType<HoldReason>().Where(IsAsked)],
        }.Decide(replayed.Account, replayed.Programme);
        replayed.Count.Bought(isRefused: sale.Outcome is not (EarnPurchase.Outcome.Earned or EarnPurchase.Outcome.Held));
        Remember(purchase, sale.Entries);
        replayed.Follow(sale);
    }

    public void Settle(Purchase payment, ReplayVisit paid)
    {
        var command = new SettleCardPayment(payment, paid.Source.StoreId, paid.OccurredAt, paid.At, replayed.Facts)
        {
            Budgets = replayed.BudgetsAt(paid.At),
            Cap = replayed.CapOf(payment.Receipt.Partner),
        };
        var settled = command.Decide(replayed.Account, replayed.Programme);
        if (settled.Outcome == EarnPurchase.Outcome.ClockImplausible)
            settled = (command with { OccurredAt = paid.At }).Decide(replayed.Account, replayed.Programme);
        Remember(payment, settled.Entries);
        replayed.Follow(settled);
    }

    public void Reverse(Refund refund, LedgerEntry entry)
    {
        if (_refused.Contains(refund.Receipt.Hash))
            return;
        if (!_purchases.TryGetValue(refund.Receipt.Hash, out var purchase))
        {
            // Bought before the span: taken back as it was.
            replayed.Adjust(entry.Points, entry);
            replayed.Count.Reversed(-entry.Points);
            return;
        }

        if (refund.Whole)
            Follow(purchase, new VoidPurchase(refund.Receipt, entry.OccurredAt, entry.RecordedAt).Decide(replayed.Account, purchase, replayed.Programme, replayed.Programme));
        else
            Follow(purchase, new RefundPurchase(refund, entry.OccurredAt, entry.RecordedAt).Decide(replayed.Account, purchase, replayed.Programme, replayed.Programme));
    }

    /// <summary>What somebody lifted then, and lifts again where it holds under this programme.</summary>
    public HoldReason? LiftedBy(LedgerEntry entry) => entry switch
    {
        { Personal.Staff: StaffStep.Trusted } => HoldReason.Staff,
        { Kind: EntryKind.Release } => replayed.Account.Personal.HeldSales.FirstOrDefault(sale => sale.Source == entry.Source)?.Reason,
        _ => replayed.Programme.Safety.Velocity.FirstOrDefault(rule => entry.Uses.Any(use => use.Count < 0 && use.Rule.StartsWith(rule.Key, StringComparison.Ordinal))) is { } rule
            ? rule.On == Occasions.Purchase ? HoldReason.Purchases : HoldReason.Visits
            : null,
    };

    public void Lift(HoldReason reason, LedgerEntry entry)
    {
        var waiting = LiftHold.Waiting(replayed.Account, reason).Select(sale => sale.Sequence).ToHashSet();
        HeldPurchase[] held = [.. _purchases.Values.Concat(_heldBefore).Where(purchase => waiting.Contains(purchase.Sequence)).Select(purchase => new HeldPurchase(purchase, replayed.Programme))];
        var lifted = new LiftHold(reason, "as it was", entry.Source, entry.RecordedAt)
        {
            Purchases = held,
            Member = replayed.Facts,
            Budgets = replayed.BudgetsAt(entry.RecordedAt),
        }.Decide(replayed.Account, replayed.Programme);
        foreach (var state in held.Select(one => one.Purchase).Except(_heldBefore))
            Fold(state, lifted.Entries);
        replayed.Follow(lifted);
    }

    /// <summary>What a till saw is not to be seen again: it stands as long as the programme asks for it. The rest is counted anew.</summary>
    private bool IsAsked(HoldReason held) => held switch
    {
        HoldReason.ManyCards => replayed.Programme.Safety.Till is not null,
        HoldReason.OwnCard => replayed.Programme.Safety.HoldsOwnCard,
        _ => false,
    };

    private void Remember(Purchase purchase, IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.FirstOrDefault(own => own.Purchase is not null) is { } earned)
            _purchases[purchase.Receipt.Hash] = PurchaseState.Fold(null, earned)!;
        else
            _refused.Add(purchase.Receipt.Hash);
    }

    private void Follow<T>(PurchaseState purchase, Decision<T> reversal)
        where T : struct, Enum
    {
        replayed.Count.Refunded(isRefused: reversal.Entries.Count == 0);
        Fold(purchase, reversal.Entries);
        replayed.Follow(reversal);
    }

    private void Fold(PurchaseState purchase, IReadOnlyList<LedgerEntry> entries) =>
        _purchases[purchase.Purchase.Receipt.Hash] = entries.Aggregate(purchase, (state, own) => PurchaseState.Fold(state, own)!);
}
