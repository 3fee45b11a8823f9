using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Accounts;

/// <summary>
/// The last step towards each goal and, of goals on purchases, those of earlier periods as long as refunds come. When members become one,
/// each goal stands where the further of the two was.
/// </summary>
internal static class PlayFold
{
    /// <summary>Refunds that come later take no step back.</summary>
    public const int PastKeptDays = 92;

    private const int MaximumPast = 200;

    public static IReadOnlyList<PlayStep> Apply(IReadOnlyList<PlayStep> state, LedgerEntry entry)
    {
        if (entry.Closing is not null)
            return [];
        if (entry.Play.Count == 0)
            return state;
        PlayStep[] all =
        [
            .. state.Where(step => !entry.Play.Any(step.IsOfSamePeriod)),
            .. entry.Play.Select(step => step with { IsReached = false }),
        ];
        var latest = all.Select(step => step.Goal).Distinct().Select(goal => Latest(all, goal)!).ToHashSet();
        var horizon = DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime).AddDays(-PastKeptDays);
        var past = all.Where(step => !latest.Contains(step) && step is { Times: > 0, Done: > 0 } && Calendar.EndOf(step.Period) >= horizon)
            .OrderByDescending(step => step.On).ThenBy(step => step.Goal, StringComparer.Ordinal)
            .Take(MaximumPast);
        return [.. latest.Concat(past).OrderBy(step => step.Goal, StringComparer.Ordinal).ThenBy(step => step.On).ThenBy(step => step.Period, StringComparer.Ordinal)];
    }

    /// <summary>Where a goal stands: at the last period that counts; at the last one of all, where no period counts any more.</summary>
    public static PlayStep? Latest(IEnumerable<PlayStep> steps, string goal)
    {
        var own = steps.Where(step => step.Goal == goal).ToArray();
        var counting = own.Where(step => step.Done > 0).ToArray();
        return (counting.Length > 0 ? counting : own).MaxBy(Order);
    }

    /// <summary>
    /// What the account that stays takes over: where the other was further, in a later period or more often. No refund takes it back.
    /// </summary>
    public static IReadOnlyList<PlayStep> Further(IReadOnlyList<PlayStep> own, IReadOnlyList<PlayStep> other) =>
    [
        .. from goal in other.Select(step => step.Goal).Distinct()
           let step = Latest(other, goal)
           let mine = Latest(own, goal)
           where mine is null || Order(step).CompareTo(Order(mine)) > 0
           select step with { IsReached = false, Times = 0, Reached = Math.Max(step.Reached, mine?.Reached ?? 0) },
    ];

    private static (DateOnly, long) Order(PlayStep step) => (step.On, step.Done);
}
