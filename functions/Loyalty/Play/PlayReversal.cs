using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Play;

/// <summary>Steps that a refund takes back, in absolute figures, and what sets off the journeys of goals that are not reached any more.</summary>
internal sealed record PlayReversal(IReadOnlyList<PlayStep> Steps, IReadOnlyList<string> Causes)
{
    private static readonly PlayReversal None = new([], []);

    /// <param name="account">The account before the refund.</param>
    /// <param name="purchase">The purchase before the refund.</param>
    /// <param name="earnedUnder">The version that the purchase was earned with.</param>
    /// <param name="before">What was left of the basket; null: nothing.</param>
    /// <param name="after">What is left of it now.</param>
    public static PlayReversal Of(Account account, PurchaseState purchase, Programme earnedUnder, EarningBasket? before, EarningBasket? after)
    {
        // What came along with another member is not told apart by purchases.
        if (purchase.MemberId != account.MemberId)
            return None;
        var (steps, causes) = (new List<PlayStep>(), new List<string>());
        foreach (var sold in purchase.Play)
        {
            var goal = earnedUnder.Goals.FirstOrDefault(goal => goal.Id == sold.Goal);
            var step = account.Play.FirstOrDefault(sold.IsOfSamePeriod);
            if (goal is null || step is not { Times: > 0 })
                continue;
            var (was, now) = (PlayCounts.CountOf(goal, before), PlayCounts.CountOf(goal, after));
            if (was <= now)
                continue;
            var less = step with { Times = step.Times - (now == 0 ? 1 : 0) };
            var (changed, lost, unearned) = goal.Kind != GoalKind.Streak ? Counted(goal, step, less with { Done = Math.Max(step.Done - (was - now), 0) })
                : less.Times > 0 ? ([less], 0, [])
                : Broken(account, goal, step);
            steps.AddRange(WithReached(account, goal, changed, lost));
            causes.AddRange(unearned);
        }

        return new PlayReversal(steps, causes);
    }

    private static (IReadOnlyList<PlayStep> Changed, int Lost, IReadOnlyList<string> Causes) Counted(Goal goal, PlayStep step, PlayStep less) =>
        step.Done >= goal.Count && less.Done < goal.Count ? ([less], 1, [JourneyGift.CauseOf(step)]) : ([less], 0, []);

    /// <summary>A period has gone from a streak: those after it are a streak of their own, as long as they have no gap.</summary>
    private static (IReadOnlyList<PlayStep> Changed, int Lost, IReadOnlyList<string> Causes) Broken(Account account, Goal goal, PlayStep gone)
    {
        var later = account.Play.Where(step => step.Goal == goal.Id && step.On > gone.On).OrderBy(step => step.On);
        var run = new List<PlayStep> { gone };
        foreach (var step in later.TakeWhile(step => step.Done == run[^1].Done + 1 && PlayCounts.IsNext(goal, run[^1], step.On)))
            run.Add(step);
        PlayStep[] shorter = [gone with { Done = 0, Times = 0 }, .. run.Skip(1).Select(step => step with { Done = step.Done - gone.Done })];
        var lost = run.Count(step => IsReached(goal, step)) - shorter.Count(step => IsReached(goal, step));
        return (shorter, lost, Unearned(account, goal, shorter, lost));
    }

    /// <summary>
    /// Whose gifts go. A streak that is cut reaches the goal in other periods than those that gifts were given for, so that gifts are held
    /// to how often it is reached by all that is left: the first to go are of periods that do not reach it any more.
    /// </summary>
    private static IReadOnlyList<string> Unearned(Account account, Goal goal, PlayStep[] shorter, int lost)
    {
        var reached = account.Play.Where(step => step.Goal == goal.Id)
            .Select(step => shorter.FirstOrDefault(step.IsOfSamePeriod) ?? step)
            .Where(step => IsReached(goal, step))
            .Select(JourneyGift.CauseOf)
            .ToHashSet();
        var given = account.Personal.Gifts.Where(gift => gift.IsFor(goal)).Select(gift => gift.Cause).Distinct().Reverse().ToArray();
        return [.. given.OrderBy(reached.Contains).Take(Math.Min(given.Length - reached.Count, lost))];
    }

    private static bool IsReached(Goal goal, PlayStep step) => step.Done > 0 && step.Done % goal.Count == 0;

    /// <summary>How often a goal was reached stands on the step that is the last one then.</summary>
    internal static IReadOnlyList<PlayStep> WithReached(Account account, Goal goal, IReadOnlyList<PlayStep> changed, int lost)
    {
        var own = account.Play.Where(step => step.Goal == goal.Id).ToArray();
        var latest = PlayFold.Latest([.. own.Where(step => !changed.Any(step.IsOfSamePeriod)), .. changed], goal.Id)!;
        var reached = Math.Max(PlayFold.Latest(own, goal.Id)!.Reached - lost, 0);
        return [.. changed.Where(step => !step.IsOfSamePeriod(latest)), latest with { Reached = reached }];
    }
}
