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
               where Fits(programme, goal, occasion, local, basket)
               let step = Step(goal, StateOf(account, goal), DateOnly.FromDateTime(local), basket)
               where step is not null
               select step,
        ];
    }

    /// <summary>The same for a purchase that could not count when it came: what has counted since does not stand in its way.</summary>
    public static IReadOnlyList<PlayStep> OfLate(Account account, Programme programme, Occasion occasion, EarningBasket basket, DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(occasion.OccurredAt, programme.TimeZone).DateTime;
        var (day, horizon) = (DateOnly.FromDateTime(local), DateOnly.FromDateTime(now.UtcDateTime).AddDays(-PlayFold.PastKeptDays));
        return
        [
            .. from goal in programme.Goals
               where Fits(programme, goal, occasion, local, basket)
               let state = StateOf(account, goal)
               from step in state?.On > day ? LatePlay.Of(account, goal, day, Measured(goal, basket), horizon) : InTime(goal, state, day, basket)
               select step,
        ];
    }

    private static IReadOnlyList<PlayStep> InTime(Goal goal, PlayStep? state, DateOnly day, EarningBasket basket) =>
        Step(goal, state, day, basket) is { } step ? [step] : [];

    private static bool Fits(Programme programme, Goal goal, Occasion occasion, DateTime local, EarningBasket? basket) =>
        goal.On == occasion.On && StandingConditions.Fit(programme, goal.Asks, occasion, local) && (basket is null || JourneyFit.FitsBasket(goal.When, basket));

    public static PlayStep? StateOf(Account account, Goal goal) => PlayFold.Latest(account.Play, goal.Id);

    /// <summary>What a basket counts for a goal; 0 for one that does not fit, or of which nothing is left.</summary>
    public static long CountOf(Goal goal, EarningBasket? basket) =>
        basket is not null && JourneyFit.FitsBasket(goal.When, basket) ? Math.Max(Measured(goal, basket), 0) : 0;

    public static bool IsNext(Goal goal, PlayStep state, DateOnly day) => goal.Per.Key(PeriodAfter(goal.Per, state.On)) == goal.Per.Key(day);

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
        var isSame = state?.Period == period;
        var times = Times(state, isSame, basket);
        if (goal.Kind == GoalKind.Streak && isSame && state!.Done > 0)
            return state with { On = day, Times = times };
        var before = goal.Kind == GoalKind.Streak && state is not null && IsNext(goal, state, day) ? state.Done
            : isSame ? state!.Done
            : 0;
        var done = checked(before + more);
        var isReached = goal.Kind == GoalKind.Streak ? done % goal.Count == 0 : before < goal.Count && done >= goal.Count;
        return new PlayStep(goal.Id, period, done, day, (state?.Reached ?? 0) + (isReached ? 1 : 0)) { Times = times, IsReached = isReached };
    }

    /// <summary>Where a period began before purchases were counted, none of them can be told from the others.</summary>
    private static long Times(PlayStep? state, bool isSame, EarningBasket? basket) => basket is null || (isSame && state is { Times: 0, Done: > 0 }) ? 0
        : isSame ? state!.Times + 1
        : 1;

    /// <summary>
    /// Purchases are counted on, so that one of them can be taken back. Of anything else, what has been reached in this period needs no more
    /// counting; nor does a streak that has this period; and a day counts once, so that nobody gets further by checking in all day.
    /// </summary>
    private static bool IsSpent(Goal goal, PlayStep state, string period, DateOnly day, EarningBasket? basket) => basket is null
        && ((goal.Kind == GoalKind.Streak ? state.Period == period : state.Period == period && state.Done >= goal.Count) || state.On == day);

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
