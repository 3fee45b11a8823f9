using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Simulations;

/// <summary>
/// One member's history under another programme: what was recorded before the span is taken as it was; purchases, refunds and events within it
/// are decided anew; redemptions happen as far as there are points; corrections, transfers and merges as they were. Visits that the archive
/// tells of stand for the entries that they left.
/// </summary>
public sealed class MemberReplay
{
    private readonly SimulationSpan _span;
    private readonly Queue<ReplayVisit> _visits;
    private readonly HashSet<(string On, string? Delivery)> _told;
    private readonly HashSet<string> _paid;
    private readonly ReplayedAccount _replayed;
    private readonly SaleReplay _sales;
    private bool _isWithin;
    private bool _isClosed;

    public MemberReplay(ReplayTask task, ReplayMember member)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(member);
        _span = task.Span;
        _visits = new(member.Visits.Where(visit => visit.At >= _span.From && visit.At < _span.To).OrderBy(visit => visit.At));
        _told = [.. member.Visits.Select(visit => (visit.On, visit.Source.Reference))];
        _paid = [.. member.Visits.Select(visit => visit.Payment?.Receipt.Hash).OfType<string>()];
        _replayed = new ReplayedAccount(task, member);
        _sales = new SaleReplay(_replayed);
    }

    /// <summary>The next entry of the member, oldest first.</summary>
    public void Add(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.RecordedAt >= _span.To || _isClosed)
            return;
        if (entry.RecordedAt < _span.From)
        {
            _replayed.Take(entry);
            _sales.Before(entry);
            _isClosed = entry.Closing is not null;
            return;
        }

        _replayed.Open(entry.Opening?.At ?? entry.RecordedAt);
        Enter();
        VisitUntil(entry.RecordedAt);
        Review(entry.RecordedAt);
        Replay(entry);
    }

    /// <summary>A member without an entry in the span may still have visited, and may have no entry at all.</summary>
    public void Open(DateTimeOffset opened)
    {
        if (opened < _span.To)
            _replayed.Open(opened);
    }

    /// <summary>What rules with a budget gave within the span, in the order of the ledger.</summary>
    public IReadOnlyList<BudgetEvent> Grants => _replayed.Count.Grants;

    /// <summary>What those rules had given before it, less what was taken back.</summary>
    public IReadOnlyDictionary<string, long> GrantedBefore => _replayed.Count.GrantedBefore;

    /// <summary>What the span came to; nothing of a member who was not there yet, or had left before.</summary>
    public SimulationTally End()
    {
        if (!_replayed.IsOpened || (_isClosed && !_isWithin))
            return new SimulationTally();
        Enter();
        if (_isClosed)
            return _replayed.Count.Tally with { Members = 1 };
        var end = _span.To.AddTicks(-1);
        VisitUntil(end);
        Review(end);
        while (new CatchUp(end).Decide(Account, Programme) is { Entries.Count: > 0 } due)
            _replayed.Follow(due);
        return _replayed.Count.Tally with
        {
            Members = 1,
            Outstanding = (Account.Balance + Points.Sum(Account.Pending.Select(pending => pending.Points))).Value,
            Tiers = new Dictionary<string, long> { [Programme.Tiers.Level(Account.Tier.Id).Id] = 1 },
        };
    }

    private Account Account => _replayed.Account;

    private Programme Programme => _replayed.Programme;

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
        if (Account.NextDue(DueKind.TierReview, Programme) <= at)
            Recalculate(at);
    }

    private void Recalculate(DateTimeOffset at)
    {
        _replayed.Follow(new RecalculateTier(at).Decide(Account, Programme));
    }

    private void Replay(LedgerEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Earn when entry.Purchase is { } facts:
                _sales.Buy(facts.Purchase, entry);
                break;
            case EntryKind.Bonus when entry.Purchase is { Purchase: var payment }:
                if (!_paid.Contains(payment.Receipt.Hash))
                    _sales.Settle(payment, new ReplayVisit(Occasions.CardPayment, entry.Source, entry.OccurredAt, entry.RecordedAt));
                break;
            case EntryKind.Bonus when ActivateOffer.OfferOf(entry) is { } offer:
                Activate(offer, entry);
                break;
            // What a journey gave follows again from what set it off.
            case EntryKind.Bonus when entry.Reason is { } on && entry.Personal?.Journey is null && !_told.Contains((on, entry.Source.Reference)):
                Visit(new ReplayVisit(on, entry.Source, entry.OccurredAt, entry.RecordedAt));
                break;
            case EntryKind.Reverse when entry.Refund is { } refund:
                _sales.Reverse(refund.Refund, entry);
                break;
            case EntryKind.Redeem:
                var spent = Points.Max(Points.Min(-entry.Points, Account.Available), Points.Zero);
                _replayed.Adjust(-spent, entry);
                _replayed.Count.Redeemed(spent);
                break;
            case EntryKind.Adjust or EntryKind.Release when _sales.LiftedBy(entry) is { } reason:
                _sales.Lift(reason, entry);
                break;
            case EntryKind.Adjust or EntryKind.TransferIn or EntryKind.TransferOut or EntryKind.Merge or EntryKind.Erase:
                _replayed.Adjust(entry.Closing is null ? entry.Points : Points.Zero, entry);
                _isClosed = entry.Closing is not null;
                break;
        }
    }

    /// <summary>Those of the archive that come before an entry of that instant, or with it.</summary>
    private void VisitUntil(DateTimeOffset at)
    {
        while (_visits.TryPeek(out var visit) && visit.At <= at && !_isClosed)
        {
            _visits.Dequeue();
            if (visit.At < Account.Opened)
                continue;
            Review(visit.At);
            if (visit.Payment is { } payment)
            {
                _sales.Settle(payment, visit);
                continue;
            }

            Visit(visit);
            _replayed.Count.Visited();
        }
    }

    private void Visit(ReplayVisit visit)
    {
        var command = new EarnEvent(visit.On, visit.Source, visit.OccurredAt, visit.At, _replayed.Facts)
        {
            Channel = visit.Channel,
            GeofenceId = visit.GeofenceId,
            Budgets = _replayed.BudgetsAt(visit.At),
            Cap = _replayed.CapOf(visit.Source.Partner),
        };
        var bonus = command.Decide(Account, Programme);
        if (bonus.Outcome == EarnEvent.Outcome.ClockImplausible)
            bonus = (command with { OccurredAt = visit.At }).Decide(Account, Programme);
        _replayed.Follow(bonus);
    }

    /// <summary>The member wanted the offer then, and has it under this programme if it can be had there.</summary>
    private void Activate(string offer, LedgerEntry entry)
    {
        var wish = new ActivateOffer(offer, entry.Source, entry.RecordedAt, _replayed.Facts) { Budgets = _replayed.BudgetsAt(entry.RecordedAt) };
        _replayed.Follow(wish.Decide(Account, Programme));
    }
}
