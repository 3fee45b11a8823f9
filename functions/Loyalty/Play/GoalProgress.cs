using Loyalty.Accounts;
using Loyalty.Programmes;

namespace Loyalty.Play;

/// <summary>How far a member has come towards a goal today.</summary>
/// <param name="Done">In the period of today; of a streak the periods that it has gone on for.</param>
/// <param name="Reached">How often it has been reached.</param>
public sealed record GoalProgress(Goal Goal, long Done, long Reached)
{
    public static IReadOnlyList<GoalProgress> AllFor(Account account, Programme programme, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var today = programme.LocalDate(now);
        return
        [
            .. from goal in programme.Goals
               let state = PlayCounts.StateOf(account, goal)
               let done = PlayCounts.DoneOn(goal, state, today)
               select new GoalProgress(goal, goal.Kind == GoalKind.Streak ? done : Math.Min(done, goal.Count), state?.Reached ?? 0),
        ];
    }
}
