namespace Loyalty.Programmes;

public enum GoalKind { Badge, Challenge, Streak }

/// <summary>What a goal counts: occasions, pieces of the lines that it selects, or their amount in whole units of the currency.</summary>
public enum GoalMeasure { Times, Items, Amount }

/// <summary>
/// Something to play for. A badge is reached once for ever, a challenge once in each period, a streak each time it has gone on for
/// <c>Count</c> periods without a gap. Journeys on <c>goal:{id}</c> say what it gives.
/// </summary>
public sealed record Goal(string Id, string Name, GoalKind Kind, string On, Conditions When, long Count, LimitPeriod Per, GoalMeasure Of)
{
    /// <summary>What the trigger of a journey on a goal begins with.</summary>
    public const string TriggerPrefix = "goal:";

    /// <inheritdoc cref="Journey.Asks"/>
    internal EarnRule Asks { get; } = new(Id, On, null, When, new RuleAmount.Fixed(Points.Zero), null, null);

    public string Trigger { get; } = TriggerPrefix + Id;
}
