using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>What entries count against budgets: granted points as positive, points that a refund took back as negative.</summary>
public static class BudgetDemand
{
    /// <summary>Points by the key of the budget, of all rules that have one.</summary>
    public static IReadOnlyDictionary<string, Points> Of(Programme programme, IEnumerable<LedgerEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var counted = from entry in entries
                      where entry.Kind is EntryKind.Earn or EntryKind.Bonus or EntryKind.Reverse
                      from granted in entry.Rules
                      from budget in programme.BudgetsOf(granted.Id)
                      group granted.Points by budget.Key;
        return counted.ToDictionary(budget => budget.Key, budget => Points.Sum(budget));
    }
}
