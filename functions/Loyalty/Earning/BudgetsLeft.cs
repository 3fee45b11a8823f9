using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>Points that budgets still give, by their keys. A budget that is not named gives whatever is asked for.</summary>
public sealed record BudgetsLeft(IReadOnlyDictionary<string, Points> ByKey)
{
    /// <summary>For a decision that is to tell what would be asked for, and where nothing has a budget.</summary>
    public static readonly BudgetsLeft Unasked = new(new Dictionary<string, Points>());

    public Points? Of(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return ByKey.TryGetValue(budget.Key, out var left) ? left : null;
    }

    /// <summary>Whether a budget of the rule has nothing left.</summary>
    public bool AreSpent(Programme programme, EarnRule rule)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.BudgetsOf(rule).Any(budget => Of(budget) is { Value: <= 0 });
    }
}
