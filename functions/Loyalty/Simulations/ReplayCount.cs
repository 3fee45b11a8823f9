using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Simulations;

/// <summary>Adds up what a replay comes to, entry by entry.</summary>
internal sealed class ReplayCount(Programme programme)
{
    private readonly Dictionary<string, long> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _before = new(StringComparer.Ordinal);
    private readonly List<BudgetEvent> _grants = [];
    private SimulationTally _tally = new();

    public SimulationTally Tally => _tally with { Rules = _rules };

    public IReadOnlyList<BudgetEvent> Grants => _grants;

    public IReadOnlyDictionary<string, long> GrantedBefore => _before;

    /// <summary>An entry from before the span: it only counts against budgets.</summary>
    public void Before(LedgerEntry entry)
    {
        foreach (var rule in Budgeted(entry))
            _before[rule.Id] = _before.GetValueOrDefault(rule.Id) + rule.Points.Value;
    }

    public void Bought(bool isRefused) =>
        _tally = _tally with { Purchases = _tally.Purchases + 1, Refused = _tally.Refused + (isRefused ? 1 : 0) };

    public void Refunded(bool isRefused) => _tally = _tally with { Refused = _tally.Refused + (isRefused ? 1 : 0) };

    public void Visited() => _tally = _tally with { Visits = _tally.Visits + 1 };

    public void Redeemed(Points points) => _tally = _tally with { Redeemed = _tally.Redeemed + points.Value };

    public void Reversed(Points points) => _tally = _tally with { Reversed = _tally.Reversed + points.Value };

    public void Add(LedgerEntry entry)
    {
        if (Budgeted(entry) is { Length: > 0 } granted)
            _grants.Add(new BudgetEvent(entry.RecordedAt, entry.MemberId, granted));
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

    private RulePoints[] Budgeted(LedgerEntry entry) => entry.Kind is EntryKind.Earn or EntryKind.Bonus or EntryKind.Reverse
        ? [.. entry.Rules.Where(rule => programme.BudgetsOf(programme.Rule(rule.Id)).Any())]
        : [];
}
