using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using Loyalty.UseCases;

namespace Loyalty.Simulations;

/// <summary>From an instant to just before another, by when entries were recorded.</summary>
public sealed record SimulationSpan(DateTimeOffset From, DateTimeOffset To);

/// <summary>
/// One member's history under another programme: what was recorded before the span is taken as it was; purchases, refunds and events within it
/// are decided anew; redemptions happen as far as there are points; corrections, transfers and merges as they were.
/// </summary>
public sealed class MemberReplay(Programme programme, SimulationSpan span, MemberFacts member)
{
    private readonly Dictionary<string, PurchaseState> _purchases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);
    private Account? _account;
    private bool _isWithin;
    private bool _isClosed;
    private SimulationTally _tally = new();

    /// <summary>The next entry of the member, oldest first.</summary>
    public void Add(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.RecordedAt >= span.To || _isClosed)
            return;
        if (entry.RecordedAt < span.From)
        {
            _account = _account is null ? Account.Rebuild([entry]) : _account.Apply(entry);
            _isClosed = entry.Closing is not null;
            return;
        }

        _account ??= Account.Open(entry.MemberId, programme, entry.Opening?.At ?? entry.RecordedAt);
        Enter();
        Review(entry.RecordedAt);
        Replay(entry);
    }

    /// <summary>What the span came to; nothing of a member who was not there yet, or had left before.</summary>
    public SimulationTally End()
    {
        if (_account is null || (_isClosed && !_isWithin))
            return new SimulationTally();
        Enter();
        if (_isClosed)
            return _tally with { Members = 1, Rules = _rules };
        var end = span.To.AddTicks(-1);
        Review(end);
        while (new CatchUp(end).Decide(_account, programme) is { Entries.Count: > 0 } due)
            Follow(due.Entries, due.Account);
        return _tally with
        {
            Members = 1,
            Outstanding = (_account.Balance + Points.Sum(_account.Pending.Select(pending => pending.Points))).Value,
            Rules = _rules,
            Tiers = new Dictionary<string, long> { [programme.Tiers.Level(_account.Tier.Id).Id] = 1 },
        };
    }

    /// <summary>The first look of the programme at the account: its levels may be others than those that the tier was reached under.</summary>
    private void Enter()
    {
        if (_isWithin)
            return;
        _isWithin = true;
        Recalculate(span.From);
    }

    private void Review(DateTimeOffset at)
    {
        if (_account!.NextDue(DueKind.TierReview, programme) <= at)
            Recalculate(at);
    }

    private void Recalculate(DateTimeOffset at)
    {
        var review = new RecalculateTier(at).Decide(_account!, programme);
        Follow(review.Entries, review.Account);
    }

    private void Replay(LedgerEntry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Earn when entry.Purchase is { } facts:
                Buy(facts.Purchase, entry);
                break;
            // What a journey gave follows again from what set it off.
            case EntryKind.Bonus when entry.Reason is { } on && entry.Personal?.Journey is null:
                var bonus = new EarnEvent(on, entry.Source, entry.OccurredAt, entry.RecordedAt, member).Decide(_account!, programme);
                Follow(bonus.Entries, bonus.Account);
                break;
            case EntryKind.Reverse when entry.Refund is { } refund:
                Reverse(refund.Refund, entry);
                break;
            case EntryKind.Redeem:
                var spent = Points.Max(Points.Min(-entry.Points, _account!.Available), Points.Zero);
                Adjust(-spent, entry);
                _tally = _tally with { Redeemed = _tally.Redeemed + spent.Value };
                break;
            case EntryKind.Adjust or EntryKind.TransferIn or EntryKind.TransferOut or EntryKind.Merge or EntryKind.Erase:
                Adjust(entry.Closing is null ? entry.Points : Points.Zero, entry);
                _isClosed = entry.Closing is not null;
                break;
        }
    }

    private void Buy(Purchase purchase, LedgerEntry entry)
    {
        var sale = new EarnPurchase(purchase, entry.OccurredAt, entry.RecordedAt, member, entry.Source.Reference).Decide(_account!, programme);
        _tally = _tally with
        {
            Purchases = _tally.Purchases + 1,
            Refused = _tally.Refused + (sale.Outcome is EarnPurchase.Outcome.Earned or EarnPurchase.Outcome.Held ? 0 : 1),
        };
        if (sale.Entries.FirstOrDefault(own => own.Purchase is not null) is { } earned)
            _purchases[purchase.Receipt.Hash] = PurchaseState.Fold(null, earned)!;
        Follow(sale.Entries, sale.Account);
    }

    private void Reverse(Refund refund, LedgerEntry entry)
    {
        if (!_purchases.TryGetValue(refund.Receipt.Hash, out var purchase))
        {
            // Bought before the span: taken back as it was.
            Adjust(entry.Points, entry);
            _tally = _tally with { Reversed = _tally.Reversed - entry.Points.Value };
            return;
        }

        var (entries, account) = refund.Whole
            ? Plain(new VoidPurchase(refund.Receipt, entry.OccurredAt, entry.RecordedAt).Decide(_account!, purchase, programme, programme))
            : Plain(new RefundPurchase(refund, entry.OccurredAt, entry.RecordedAt).Decide(_account!, purchase, programme, programme));
        _tally = _tally with { Refused = _tally.Refused + (entries.Count == 0 ? 1 : 0) };
        _purchases[refund.Receipt.Hash] = entries.Aggregate(purchase, (state, own) => PurchaseState.Fold(state, own)!);
        Follow(entries, account);
    }

    private static (IReadOnlyList<LedgerEntry> Entries, Account Account) Plain<T>(Decision<T> decision)
        where T : struct, Enum => (decision.Entries, decision.Account);

    private void Adjust(Points points, LedgerEntry entry)
    {
        var change = new AdjustPoints(points, "as it was", entry.Source, entry.RecordedAt, MayGoBelowZero: true).Decide(_account!, programme);
        Follow(change.Entries, change.Account);
    }

    private void Follow(IReadOnlyList<LedgerEntry> entries, Account account)
    {
        foreach (var entry in entries)
            Count(entry);
        _account = account;
    }

    private void Count(LedgerEntry entry)
    {
        if (entry.Kind is EntryKind.Earn or EntryKind.Bonus)
        {
            foreach (var rule in entry.Rules)
                _rules[rule.Id] = _rules.GetValueOrDefault(rule.Id) + rule.Points.Value;
            _tally = _tally with { Issued = _tally.Issued + Points.Sum(entry.Rules.Select(rule => rule.Points)).Value };
        }

        _tally = _tally with
        {
            Expired = _tally.Expired - (entry.Kind == EntryKind.Expire ? entry.Points.Value : 0),
            Reversed = _tally.Reversed + (entry.Refund?.Reversed.Value ?? (entry.Kind == EntryKind.Reverse ? -entry.Points.Value : 0)),
        };
        if (entry.Tier is not { } tier || tier.From == tier.To)
            return;
        var isUp = programme.Tiers.Level(tier.To).From > programme.Tiers.Level(tier.From).From;
        _tally = _tally with { Raised = _tally.Raised + (isUp ? 1 : 0), Lowered = _tally.Lowered + (isUp ? 0 : 1) };
    }
}
