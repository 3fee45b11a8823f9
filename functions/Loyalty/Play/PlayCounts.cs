using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Play;

/// <summary>
/// How far an occasion brings a member towards the goals of the programme. It asks nothing but account, programme and occasion, and what it
/// says stands on the entry: replayed entries lead to the same state.
/// </summary>
internal static class PlayCounts
{
    public static IReadOnlyList<PlayStep> Of(Account account, Programme programme, Occasion occasion, EarningBasket? basket)
    {
        if (programme.Goals.Count == 0)
            return [];
        var local = TimeZoneInfo.ConvertTime(occasion.OccurredAt, programme.TimeZone).DateTime;
        return
        [
            .. from goal in programme.Goals
               where goal.On == occasion.On && StandingConditions.Fit(programme, goal.Asks, occasion, local) && (basket is null || JourneyFit.FitsBasket(goal.When, basket))
               let step = Step(goal, StateOf(account, goal), DateOnly.FromDateTime(local), basket)
               where step is not null
               select step,
        ];
    }

    public static PlayStep? StateOf(Account account, Goal goal) => account.Play.FirstOrDefault(step => step.Goal == goal.Id);

    /// <summary>The length of a streak that still goes on, or what is counted in the period of the day.</summary>
    public static long DoneOn(Goal goal, PlayStep? state, DateOnly day) => state is null ? 0
        : goal.Kind != GoalKind.Streak ? state.Period == goal.Per.Key(day) ? state.Done : 0
        : state.Period == goal.Per.Key(day) || IsNext(goal, state, day) ? state.Done
        : 0;

    private static PlayStep? Step(Goal goal, PlayStep? state, DateOnly day, EarningBasket? basket)
    {
        var (period, more) = (goal.Per.Key(day), Measured(goal, basket));
        if (more <= 0 || (state is not null && (state.On > day || IsSpent(goal, state, period, day, basket))))
            return null;
        var before = goal.Kind == GoalKind.Streak && state is not null && IsNext(goal, state, day) ? state.Done
            : state?.Period == period ? state.Done
            : 0;
        var done = checked(before + more);
        var isReached = goal.Kind == GoalKind.Streak ? done % goal.Count == 0 : before < goal.Count && done >= goal.Count;
        return new PlayStep(goal.Id, period, done, day, (state?.Reached ?? 0) + (isReached ? 1 : 0)) { IsReached = isReached };
    }

    /// <summary>
    /// What has been reached in this period needs no more counting; nor does a streak that has this period; and apart from purchases a day
    /// counts once, so that nobody gets further by checking in all day.
    /// </summary>
    private static bool IsSpent(Goal goal, PlayStep state, string period, DateOnly day, EarningBasket? basket) =>
        (goal.Kind == GoalKind.Streak ? state.Period == period : state.Period == period && state.Done >= goal.Count)
        || (basket is null && state.On == day);

    private static bool IsNext(Goal goal, PlayStep state, DateOnly day) => goal.Per.Key(PeriodAfter(goal.Per, state.On)) == goal.Per.Key(day);

    private static DateOnly PeriodAfter(LimitPeriod per, DateOnly day) => per switch
    {
        LimitPeriod.Day => day.AddDays(1),
        LimitPeriod.Week => day.AddDays(7),
        LimitPeriod.Month => new DateOnly(day.Year, day.Month, 1).AddMonths(1),
        _ => new DateOnly(day.Year, 1, 1).AddYears(1),
    };

    private static long Measured(Goal goal, EarningBasket? basket) => goal.Of switch
    {
        GoalMeasure.Items => (Sum(goal, basket!, line => line.QuantityThousandths) / PurchaseLine.One).Floor(),
        GoalMeasure.Amount => (Sum(goal, basket!, line => line.AmountMinor) * basket!.Share * basket.Rate).Floor(),
        _ => 1,
    };

    private static Rational Sum(Goal goal, EarningBasket basket, Func<RemainingLine, Rational> of) => basket.Lines
        .Where(line => line.AmountMinor.Sign > 0 && BasketFit.Selects(goal.When, line))
        .Aggregate(Rational.Zero, (sum, line) => sum + of(line));
}
