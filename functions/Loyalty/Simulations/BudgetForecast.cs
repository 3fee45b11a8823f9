using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Simulations;

/// <summary>Points that rules with a budget gave a member at an instant, or that a refund took back from them (negative).</summary>
public sealed record BudgetEvent(DateTimeOffset At, string MemberId, IReadOnlyList<RulePoints> Rules);

/// <summary>The grant that a budget had not enough for: that member got what was left, and nobody anything later.</summary>
public sealed record BudgetEnd(DateTimeOffset At, string MemberId, long Left);

/// <summary>A budget over the span: what was spent before, what is by the end, and when it ended, if it did.</summary>
public sealed record ForecastBudget(string Key, long Points, long Before, long Spent, BudgetEnd? End);

/// <summary>
/// When the budgets of a programme end in a simulation, worked out over all members in the order of the ledger. Until a budget ends this is
/// exact; after it nothing is granted again of what refunds bring back.
/// </summary>
public sealed record BudgetForecast(IReadOnlyList<ForecastBudget> Budgets)
{
    /// <param name="programme">Whose budgets.</param>
    /// <param name="before">Points by rule before the span, less those taken back.</param>
    /// <param name="events">What rules with a budget would give without one.</param>
    public static BudgetForecast Of(Programme programme, IReadOnlyDictionary<string, long> before, IEnumerable<BudgetEvent> events)
    {
        ArgumentNullException.ThrowIfNull(programme);
        ArgumentNullException.ThrowIfNull(before);
        var spending = new Spending(programme, before);
        foreach (var grant in events.OrderBy(grant => grant.At).ThenBy(grant => grant.MemberId, StringComparer.Ordinal))
            spending.Spend(grant);
        return new BudgetForecast([.. programme.Budgets.Select(spending.Forecast)]);
    }

    /// <summary>What the budgets give to a member at an instant.</summary>
    public BudgetsLeft LeftAt(DateTimeOffset at, string memberId) => new(Budgets.ToDictionary(
        budget => budget.Key,
        budget => new Points(Compare(budget.End, at, memberId) switch { < 0 => budget.Points, 0 => budget.End!.Left, _ => 0 })));

    /// <summary>Below zero before the end, zero for the grant that it had not enough for.</summary>
    private static int Compare(BudgetEnd? end, DateTimeOffset at, string memberId) => end is null ? -1
        : at != end.At ? at.CompareTo(end.At)
        : string.CompareOrdinal(memberId, end.MemberId);

    private sealed class Spending
    {
        private readonly Programme _programme;
        private readonly Dictionary<string, long> _before;
        private readonly Dictionary<string, long> _left;
        private readonly Dictionary<string, BudgetEnd> _ends = new(StringComparer.Ordinal);

        public Spending(Programme programme, IReadOnlyDictionary<string, long> before)
        {
            _programme = programme;
            _before = programme.Budgets.ToDictionary(budget => budget.Key, budget => before.Where(rule => IsOf(rule.Key, budget)).Sum(rule => rule.Value));
            _left = programme.Budgets.ToDictionary(budget => budget.Key, budget => Math.Max(budget.Points.Value - _before[budget.Key], 0));
        }

        /// <summary>Each rule is cut to what the poorest of its budgets has, as in a decision.</summary>
        public void Spend(BudgetEvent grant)
        {
            var whole = new Dictionary<string, long>(_left);
            foreach (var rule in grant.Rules)
            {
                var budgets = _programme.BudgetsOf(_programme.Rule(rule.Id)).Select(budget => budget.Key).ToArray();
                var points = budgets.Select(key => _left[key]).Append(rule.Points.Value).Min();
                foreach (var key in budgets.Where(key => points < rule.Points.Value && _left[key] == points))
                    _ends.TryAdd(key, new BudgetEnd(grant.At, grant.MemberId, whole[key]));
                foreach (var key in budgets.Where(key => points > 0 || !_ends.ContainsKey(key)))
                    _left[key] -= points;
            }
        }

        public ForecastBudget Forecast(Budget budget) =>
            new(budget.Key, budget.Points.Value, _before[budget.Key], budget.Points.Value - _left[budget.Key], _ends.GetValueOrDefault(budget.Key));

        private bool IsOf(string rule, Budget budget) => _programme.BudgetsOf(_programme.Rule(rule)).Any(one => one.Key == budget.Key);
    }
}
