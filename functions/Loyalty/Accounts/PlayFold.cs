using Loyalty.Entries;

namespace Loyalty.Accounts;

/// <summary>The last step towards each goal. When members become one, each goal stands where the further of the two was.</summary>
internal static class PlayFold
{
    public static IReadOnlyList<PlayStep> Apply(IReadOnlyList<PlayStep> state, LedgerEntry entry)
    {
        if (entry.Closing is not null)
            return [];
        if (entry.Play.Count == 0)
            return state;
        var steps = entry.Play.Select(step => step with { IsReached = false });
        return
        [
            .. state.Where(step => entry.Play.All(other => other.Goal != step.Goal)).Concat(steps).OrderBy(step => step.Goal, StringComparer.Ordinal),
        ];
    }

    /// <summary>What the account that stays takes over: where the other was further, in a later period or more often.</summary>
    public static IReadOnlyList<PlayStep> Further(IReadOnlyList<PlayStep> own, IReadOnlyList<PlayStep> other) =>
    [
        .. from step in other
           let mine = own.FirstOrDefault(mine => mine.Goal == step.Goal)
           where mine is null || Order(step).CompareTo(Order(mine)) > 0
           select step with { IsReached = false, Reached = Math.Max(step.Reached, mine?.Reached ?? 0) },
    ];

    private static (DateOnly, long) Order(PlayStep step) => (step.On, step.Done);
}
