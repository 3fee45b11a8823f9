using Loyalty.Programmes;

namespace LoyaltyFunctions.Api;

/// <summary>A budget of a rule or a campaign: its points, what has been given of it and not taken back, and what is left.</summary>
public sealed record BudgetView(string Kind, string Id, long Points, long Spent, long Left)
{
    public static BudgetView Of(Budget budget, long spent)
    {
        var at = budget.Key.IndexOf(':', StringComparison.Ordinal);
        return new BudgetView(budget.Key[..at], budget.Key[(at + 1)..], budget.Points.Value, spent, Math.Max(budget.Points.Value - spent, 0));
    }
}

/// <summary>In the order of the programme's rules.</summary>
public sealed record BudgetPage(IReadOnlyList<BudgetView> Items);
