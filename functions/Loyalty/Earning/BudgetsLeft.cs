using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>Points that budgets still give, by their keys; nothing of a budget that is not named.</summary>
public sealed record BudgetsLeft(IReadOnlyDictionary<string, Points> ByKey)
{
    /// <summary>Whatever is wanted: to find out what that is, and for what counts against no budget.</summary>
    public static readonly BudgetsLeft Unasked = new(new Dictionary<string, Points>());

    /// <summary>Null: as much as is wanted.</summary>
    public Points? Of(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return ReferenceEquals(this, Unasked) ? null : ByKey.GetValueOrDefault(budget.Key);
    }

    /// <summary>Whether a budget of the rule has nothing left.</summary>
    public bool AreSpent(Programme programme, EarnRule rule)
    {
        ArgumentNullException.ThrowIfNull(programme);
        return programme.BudgetsOf(rule).Any(budget => Of(budget) is { Value: <= 0 });
    }
}
