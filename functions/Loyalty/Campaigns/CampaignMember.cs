using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Campaigns;

/// <summary>
/// What one member adds to the report on a campaign, from the member's entries alone. Purchases belong to the local day on which they were
/// made and to the member who made them; what was given back of them counts no more, whenever that was.
/// </summary>
/// <param name="scope">What is asked.</param>
/// <param name="programme">For the days.</param>
/// <param name="memberId">Whose entries come.</param>
/// <param name="opened">When the member joined.</param>
public sealed class CampaignMember(CampaignScope scope, Programme programme, string memberId, DateTimeOffset opened)
{
    private readonly Dictionary<string, Bought> _purchases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);
    private CampaignTally _tally = new();
    private long _visits;
    private long _sales;
    private bool _hasLeft;

    private sealed record Bought(PurchaseState State, long Spent);

    /// <summary>The next entry of the member, oldest first.</summary>
    public void Add(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.RecordedAt >= scope.Before)
            return;
        Count(entry);
        if (entry.Purchase is not null || entry.Refund is not null)
            Buy(entry);
        if (entry.Kind == EntryKind.Redeem && _tally.Reached > 0 && IsWithin(programme.LocalDate(entry.OccurredAt)))
            _tally = _tally with { Redemptions = _tally.Redemptions + 1, Redeemed = _tally.Redeemed - entry.Points.Value };
        _hasLeft |= entry.Closing is not null && programme.LocalDate(entry.RecordedAt) < scope.From;
    }

    /// <summary>In no group is who joined after the days or had left before them.</summary>
    public CampaignTally End()
    {
        var tally = _tally with { Rules = _rules };
        if (_hasLeft || opened >= scope.Before || programme.LocalDate(opened) > scope.To)
            return tally;
        var (margin, known) = Margin();
        var group = new GroupTally
        {
            Members = 1,
            Buyers = _visits > 0 ? 1 : 0,
            Visits = _visits,
            VisitSquares = (Int128)_visits * _visits,
            Sales = _sales,
            SalesSquares = (Int128)_sales * _sales,
            Margin = margin,
            SalesWithMargin = known,
        };
        return HoldOutGroup.Includes(scope.Campaign, memberId, scope.HoldOut) ? tally with { HeldOut = group } : tally with { Addressed = group };
    }

    private void Count(LedgerEntry entry)
    {
        if (entry.Kind is not (EntryKind.Earn or EntryKind.Bonus or EntryKind.Reverse))
            return;
        foreach (var rule in entry.Rules.Where(rule => scope.Rules.Contains(rule.Id)))
        {
            _rules[rule.Id] = _rules.GetValueOrDefault(rule.Id) + rule.Points.Value;
            _tally = entry.Kind == EntryKind.Reverse
                ? _tally with { TakenBack = _tally.TakenBack - rule.Points.Value }
                : _tally with { Issued = _tally.Issued + rule.Points.Value, Reached = 1 };
        }
    }

    private void Buy(LedgerEntry entry)
    {
        foreach (var change in entry.Activity.Where(change => IsWithin(change.On)))
            (_visits, _sales) = (_visits + change.Visits, _sales + change.Spent);
        var receipt = (entry.Purchase?.Purchase.Receipt ?? entry.Refund!.Refund.Receipt).Hash;
        if (_purchases.TryGetValue(receipt, out var known))
            _purchases[receipt] = known with { State = PurchaseState.Fold(known.State, entry)! };
        else if (entry.Purchase is not null && entry.Activity is [var day] && IsWithin(day.On))
            _purchases[receipt] = new Bought(PurchaseState.Fold(null, entry)!, day.Spent);
    }

    /// <summary>Of what was not given back, down to the minor unit; receipts in another currency count as the ledger took them.</summary>
    private (long Margin, long Known) Margin()
    {
        var (margin, known) = (Rational.Zero, Rational.Zero);
        foreach (var (state, spent) in _purchases.Values.Where(bought => bought.State.Purchase.Total.Minor > 0))
        {
            var rate = new Rational(spent, state.Purchase.Total.Minor);
            foreach (var line in state.Remaining.Where(line => line.MarginRate is not null))
            {
                margin += line.AmountMinor * rate * new Rational(line.MarginRate!.Value, PurchaseLine.WholeMargin);
                known += line.AmountMinor * rate;
            }
        }

        return (margin.Floor(), known.Floor());
    }

    private bool IsWithin(DateOnly day) => day >= scope.From && day <= scope.To;
}
