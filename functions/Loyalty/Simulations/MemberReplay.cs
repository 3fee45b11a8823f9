using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.Safety;
using Loyalty.UseCases;

namespace Loyalty.Simulations;

/// <summary>
/// One member's history under another programme: what was recorded before the span is taken as it was; purchases, refunds and events within it
/// are decided anew; redemptions happen as far as there are points; corrections, transfers and merges as they were. Visits that the archive
/// tells of stand for the entries that they left.
/// </summary>
public sealed class MemberReplay(ReplayTask task, ReplayMember member)
{
    private readonly Programme _programme = task.Programme;
    private readonly SimulationSpan _span = task.Span;
    private readonly Queue<ReplayVisit> _visits = new(member.Visits.Where(visit => visit.At >= task.Span.From && visit.At < task.Span.To).OrderBy(visit => visit.At));
    private readonly HashSet<(string On, string? Delivery)> _told = [.. member.Visits.Select(visit => (visit.On, visit.Source.Reference))];
    private readonly ReplayCount _count = new(task.Programme);
    private readonly Dictionary<string, PurchaseState> _purchases = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<PurchaseState> _heldBefore = [];
    private Account? _account;
    private bool _isWithin;
    private bool _isClosed;

    /// <summary>The next entry of the member, oldest first.</summary>
    public void Add(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.RecordedAt >= _span.To || _isClosed)
            return;
        if (entry.RecordedAt < _span.From)
        {
            _count.Before(entry);
            _account = _account is null ? Account.Rebuild([entry]) : _account.Apply(entry);
            Hold(entry);
            _isClosed = entry.Closing is not null;
            return;
        }

        _account ??= Account.Open(entry.MemberId, _programme, entry.Opening?.At ?? entry.RecordedAt);
        Enter();
        VisitUntil(entry.RecordedAt);
        Review(entry.RecordedAt);
        Replay(entry);
    }

    /// <summary>A purchase from before the span that waits may be let go within it.</summary>
    private void Hold(LedgerEntry entry)
    {
        for (var index = 0; index < _heldBefore.Count; index++)
            _heldBefore[index] = PurchaseState.Fold(_heldBefore[index], entry)!;
        if (entry.Purchase is not null && _account!.Personal.HeldSales.Any(sale => sale.Sequence == entry.Sequence))
            _heldBefore.Add(PurchaseState.Fold(null, entry)!);
    }

    /// <summary>A member without an entry in the span may still have visited, and may have no entry at all.</summary>
    public void Open(DateTimeOffset opened)
    {
        if (_account is null && opened < _span.To)
            _account = Account.Open(member.MemberId, _programme, opened);
    }

    /// <summary>What rules with a budget gave within the span, in the order of the ledger.</summary>
    public IReadOnlyList<BudgetEvent> Grants => _count.Grants;

    /// <summary>What those rules had given before it, less what was taken back.</summary>
    public IReadOnlyDictionary<string, long> GrantedBefore => _count.GrantedBefore;

    /// <summary>What the span came to; nothing of a member who was not there yet, or had left before.</summary>
    public SimulationTally End()
    {
        if (_account is null || (_isClosed && !_isWithin))
            return new SimulationTally();
        Enter();
        if (_isClosed)
            return _count.Tally with { Members = 1 };
        var end = _span.To.AddTicks(-1);
        VisitUntil(end);
        Review(end);
        while (new CatchUp(end).Decide(_account, _programme) is { Entries.Count: > 0 } due)
            Follow(due.Entries, due.Account);
        return _count.Tally with
        {
            Members = 1,
            Outstanding = (_account.Balance + Points.Sum(_account.Pending.Select(pending => pending.Points))).Value,
            Tiers = new Dictionary<string, long> { [_programme.Tiers.Level(_account.Tier.Id).Id] = 1 },
        };
    }

    /// <summary>The first look of the programme at the account: its levels may be others than those that the tier was reached under.</summary>
    private void Enter()
    {
        if (_isWithin)
            return;
        _isWithin = true;
        Recalculate(_span.From);
    }

    private void Review(DateTimeOffset at)
    {
        if (_account!.NextDue(DueKind.TierReview, _programme) <= at)
            Recalculate(at);
    }

    private void Recalculate(DateTimeOffset at)
    {
        var review = new RecalculateTier(at).Decide(_account!, _programme);
        Follow(review.Entries, review.Account);
    }

    private void Replay(LedgerEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Earn when entry.Purchase is { } facts:
                Buy(facts.Purchase, entry);
                break;
            case EntryKind.Bonus when entry.Purchase is { } facts:
                Settle(facts.Purchase, entry);
                break;
            case EntryKind.Bonus when ActivateOffer.OfferOf(entry) is { } offer:
                Activate(offer, entry);
                break;
            // What a journey gave follows again from what set it off.
            case EntryKind.Bonus when entry.Reason is { } on && entry.Personal?.Journey is null && !_told.Contains((on, entry.Source.Reference)):
                Visit(new ReplayVisit(on, entry.Source, entry.OccurredAt, entry.RecordedAt));
                break;
            case EntryKind.Reverse when entry.Refund is { } refund:
                Reverse(refund.Refund, entry);
                break;
            case EntryKind.Redeem:
                var spent = Points.Max(Points.Min(-entry.Points, _account!.Available), Points.Zero);
                Adjust(-spent, entry);
                _count.Redeemed(spent);
                break;
            case EntryKind.Adjust or EntryKind.Release when LiftedBy(entry) is { } reason:
                Lift(reason, entry);
                break;
            case EntryKind.Adjust or EntryKind.TransferIn or EntryKind.TransferOut or EntryKind.Merge or EntryKind.Erase:
                Adjust(entry.Closing is null ? entry.Points : Points.Zero, entry);
                _isClosed = entry.Closing is not null;
                break;
        }
    }

    private void Buy(Purchase purchase, LedgerEntry entry)
    {
        var sale = new EarnPurchase(purchase, entry.OccurredAt, entry.RecordedAt, member.Facts, entry.Source.Reference)
        {
            Budgets = BudgetsAt(entry.RecordedAt),
            Cap = task.CapOf(purchase.Receipt.Partner),
            Suspicions = [.. entry.Pending.Select(pending => pending.Held).OfType<HoldReason>().Where(IsAsked)],
        }.Decide(_account!, _programme);
        _count.Bought(isRefused: sale.Outcome is not (EarnPurchase.Outcome.Earned or EarnPurchase.Outcome.Held));
        Remember(purchase, sale.Entries);
        Follow(sale.Entries, sale.Account);
    }

    /// <summary>What a till saw is not to be seen again: it stands as long as the programme asks for it. The rest is counted anew.</summary>
    private bool IsAsked(HoldReason held) => held switch
    {
        HoldReason.ManyCards => _programme.Safety.Till is not null,
        HoldReason.OwnCard => _programme.Safety.HoldsOwnCard,
        _ => false,
    };

    private void Lift(HoldReason reason, LedgerEntry entry)
    {
        var waiting = LiftHold.Waiting(_account!, reason).Select(sale => sale.Sequence).ToHashSet();
        HeldPurchase[] held = [.. _purchases.Values.Concat(_heldBefore).Where(purchase => waiting.Contains(purchase.Sequence)).Select(purchase => new HeldPurchase(purchase, _programme))];
        var lifted = new LiftHold(reason, "as it was", entry.Source, entry.RecordedAt)
        {
            Purchases = held,
            Member = member.Facts,
            Budgets = BudgetsAt(entry.RecordedAt),
        }.Decide(_account!, _programme);
        foreach (var state in held.Select(one => one.Purchase))
            _purchases[state.Purchase.Receipt.Hash] = lifted.Entries.Aggregate(state, (known, own) => PurchaseState.Fold(known, own)!);
        Follow(lifted.Entries, lifted.Account);
    }

    /// <summary>What somebody lifted then, and lifts again where it holds under this programme.</summary>
    private HoldReason? LiftedBy(LedgerEntry entry) => entry switch
    {
        { Personal.Staff: StaffStep.Trusted } => HoldReason.Staff,
        { Kind: EntryKind.Release } => _account!.Personal.HeldSales.FirstOrDefault(sale => sale.Source == entry.Source)?.Reason,
        _ => _programme.Safety.Velocity.FirstOrDefault(rule => entry.Uses.Any(use => use.Count < 0 && use.Rule.StartsWith(rule.Key, StringComparison.Ordinal))) is { } rule
            ? rule.On == Occasions.Purchase ? HoldReason.Purchases : HoldReason.Visits
            : null,
    };

    private void Settle(Purchase payment, LedgerEntry entry)
    {
        var settled = new SettleCardPayment(payment, entry.Source.StoreId, entry.OccurredAt, entry.RecordedAt, member.Facts, entry.Source.Reference)
        {
            Budgets = BudgetsAt(entry.RecordedAt),
            Cap = task.CapOf(payment.Receipt.Partner),
        }.Decide(_account!, _programme);
        Remember(payment, settled.Entries);
        Follow(settled.Entries, settled.Account);
    }

    private void Remember(Purchase purchase, IReadOnlyList<LedgerEntry> entries)
    {
        if (entries.FirstOrDefault(own => own.Purchase is not null) is { } earned)
            _purchases[purchase.Receipt.Hash] = PurchaseState.Fold(null, earned)!;
        else
            _refused.Add(purchase.Receipt.Hash);
    }

    /// <summary>Those of the archive that come before an entry of that instant, or with it.</summary>
    private void VisitUntil(DateTimeOffset at)
    {
        while (_visits.TryPeek(out var visit) && visit.At <= at && !_isClosed)
        {
            _visits.Dequeue();
            if (visit.At < _account!.Opened)
                continue;
            Review(visit.At);
            Visit(visit);
            _count.Visited();
        }
    }

    private void Visit(ReplayVisit visit)
    {
        var command = new EarnEvent(visit.On, visit.Source, visit.OccurredAt, visit.At, member.Facts)
        {
            Channel = visit.Channel,
            GeofenceId = visit.GeofenceId,
            Budgets = BudgetsAt(visit.At),
            Cap = task.CapOf(visit.Source.Partner),
        };
        var bonus = command.Decide(_account!, _programme);
        if (bonus.Outcome == EarnEvent.Outcome.ClockImplausible)
            bonus = (command with { OccurredAt = visit.At }).Decide(_account!, _programme);
        Follow(bonus.Entries, bonus.Account);
    }

    /// <summary>The member wanted the offer then, and has it under this programme if it can be had there.</summary>
    private void Activate(string offer, LedgerEntry entry)
    {
        var opened = new ActivateOffer(offer, entry.Source, entry.RecordedAt, member.Facts) { Budgets = BudgetsAt(entry.RecordedAt) }.Decide(_account!, _programme);
        Follow(opened.Entries, opened.Account);
    }

    private BudgetsLeft BudgetsAt(DateTimeOffset at) => task.Budgets?.LeftAt(at, member.MemberId) ?? BudgetsLeft.Unasked;

    private void Reverse(Refund refund, LedgerEntry entry)
    {
        if (_refused.Contains(refund.Receipt.Hash))
            return;
        if (!_purchases.TryGetValue(refund.Receipt.Hash, out var purchase))
        {
            // Bought before the _span: taken back as it was.
            Adjust(entry.Points, entry);
            _count.Reversed(-entry.Points);
            return;
        }

        var (entries, account) = refund.Whole
            ? Plain(new VoidPurchase(refund.Receipt, entry.OccurredAt, entry.RecordedAt).Decide(_account!, purchase, _programme, _programme))
            : Plain(new RefundPurchase(refund, entry.OccurredAt, entry.RecordedAt).Decide(_account!, purchase, _programme, _programme));
        _count.Refunded(isRefused: entries.Count == 0);
        _purchases[refund.Receipt.Hash] = entries.Aggregate(purchase, (state, own) => PurchaseState.Fold(state, own)!);
        Follow(entries, account);
    }

    private static (IReadOnlyList<LedgerEntry> Entries, Account Account) Plain<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Entries, decision.Account);

    private void Adjust(Points points, LedgerEntry entry)
    {
        var change = new AdjustPoints(points, "as it was", entry.Source, entry.RecordedAt, MayGoBelowZero: true).Decide(_account!, _programme);
        Follow(change.Entries, change.Account);
    }

    private void Follow(IReadOnlyList<LedgerEntry> entries, Account account)
    {
        foreach (var entry in entries)
            _count.Add(entry);
        _account = account;
    }
}
