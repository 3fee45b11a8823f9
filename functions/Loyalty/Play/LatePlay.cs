using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Programmes;

namespace Loyalty.Play;

/// <summary>
/// Steps of a purchase that counts only now, although later ones have counted: what <see cref="PlayReversal"/> takes back, the other way
/// round. The purchase's own step comes first, then those that it changed.
/// </summary>
internal static class LatePlay
{
    /// <param name="account">The account before the purchase counts, with a later step towards the goal.</param>
    /// <param name="goal">What it counts for.</param>
    /// <param name="day">The local day of the purchase.</param>
    /// <param name="more">What it counts.</param>
    /// <param name="horizon">Periods that ended before it are forgotten.</param>
    public static IReadOnlyList<PlayStep> Of(Account account, Goal goal, DateOnly day, long more, DateOnly horizon)
    {
        var (period, latest) = (goal.Per.Key(day), PlayCounts.StateOf(account, goal)!);
        if (more <= 0 || (period != latest.Period && Calendar.EndOf(period) < horizon))
            return [];
        var known = account.Play.FirstOrDefault(step => step.Goal == goal.Id && step.Period == period);
        var isCounted = known is { Done: > 0 };
        if (goal.Kind == GoalKind.Streak && isCounted)
            return known!.Times > 0 ? [known with { Times = known.Times + 1 }] : [];
        // Where a period began before purchases were counted, none of them can be told from the others.
        var own = new PlayStep(goal.Id, period, (known?.Done ?? 0) + more, known?.On > day ? known.On : day, known?.Reached ?? 0)
        {
            Times = isCounted && known!.Times == 0 ? 0 : (known?.Times ?? 0) + 1,
        };
        return goal.Kind == GoalKind.Streak
            ? Joined(account, goal, own)
            : Reached(account, goal, [own], own.Done >= goal.Count && own.Done - more < goal.Count ? 1 : 0, step => step == own);
    }

    /// <summary>A period that had none joins what comes before and after it to one streak.</summary>
    private static IReadOnlyList<PlayStep> Joined(Account account, Goal goal, PlayStep own)
    {
        var others = account.Play.Where(step => step.Goal == goal.Id && step.Period != own.Period && step.Done > 0).OrderBy(step => step.On).ToArray();
        own = own with { Done = 1 + (others.FirstOrDefault(step => PlayCounts.IsNext(goal, step, own.On))?.Done ?? 0) };
        var after = new List<PlayStep>();
        foreach (var step in others.SkipWhile(step => step.On < own.On).TakeWhile(step => step.Done == after.Count + 1 && PlayCounts.IsNext(goal, after.Count == 0 ? own : after[^1], step.On)))
            after.Add(step);
        PlayStep[] longer = [own, .. after.Select(step => step with { Done = step.Done + own.Done })];
        return Reached(account, goal, longer, longer.Count(IsReached) - after.Count(IsReached), IsReached);

        bool IsReached(PlayStep step) => step.Done % goal.Count == 0;
    }

    /// <summary>Tells of as many that reached it as are new: of the last, and rather of those for which nothing was given.</summary>
    private static IReadOnlyList<PlayStep> Reached(Account account, Goal goal, IReadOnlyList<PlayStep> changed, int gained, Func<PlayStep, bool> isReached)
    {
        if (gained == 0)
            return changed;
        var telling = changed.Where(isReached).OrderBy(step => JourneyGift.IsGivenFor(account, step)).ThenByDescending(step => step.On).Take(gained).ToHashSet();
        var total = PlayCounts.StateOf(account, goal)!.Reached + gained;
        return PlayReversal.WithReached(account, goal, [.. changed.Select(step => telling.Contains(step) ? step with { IsReached = true, Reached = total } : step)], -gained);
    }
}
