namespace Loyalty.Programmes;

internal static class GoalReader
{
    internal static readonly string[] Names = ["id", "name", "kind", "on", "when", "count", "per", "of"];

    internal static readonly string[] LeaderBoardNames = ["per"];

    internal static readonly (string, GoalKind)[] Kinds =
        [("badge", GoalKind.Badge), ("challenge", GoalKind.Challenge), ("streak", GoalKind.Streak)];

    internal static readonly (string, GoalMeasure)[] Measures =
        [("times", GoalMeasure.Times), ("items", GoalMeasure.Items), ("amount", GoalMeasure.Amount)];

    private const long MaximumCount = 1_000_000_000;

    public static Goal Read(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(Names);
        var id = node.Required("id")?.Id() ?? "";
        var on = EarnRuleReader.ReadOccasion(node.Required("on"));
        var kind = node.Required("kind")?.OneOf(Kinds) ?? GoalKind.Badge;
        return new Goal(
            id,
            node.Optional("name")?.Text() ?? id,
            kind,
            on,
            node.Optional("when") is { } when ? ConditionsReader.Read(when, on, tiers) : Conditions.None,
            node.Required("count")?.Integer(1, MaximumCount) ?? 1,
            ReadPeriod(node, kind),
            ReadMeasure(node, kind, on));
    }

    public static LimitPeriod? ReadLeaderBoard(ProgrammeNode node)
    {
        node.IsObject(LeaderBoardNames);
        return node.Required("per")?.OneOf(EarnRuleReader.Periods);
    }

    private static LimitPeriod ReadPeriod(ProgrammeNode node, GoalKind kind)
    {
        if (kind == GoalKind.Badge)
        {
            node.Optional("per")?.Fault("a badge is for ever");
            return LimitPeriod.Ever;
        }

        var per = node.Required("per")?.OneOf(EarnRuleReader.Periods) ?? LimitPeriod.Ever;
        if (kind == GoalKind.Streak && per == LimitPeriod.Ever)
            node.Optional("per")?.Fault("of a streak must be day, week, month or year");
        return per;
    }

    private static GoalMeasure ReadMeasure(ProgrammeNode node, GoalKind kind, string on)
    {
        var measure = node.Optional("of")?.OneOf(Measures) ?? GoalMeasure.Times;
        if (measure != GoalMeasure.Times && (kind == GoalKind.Streak || on != Occasions.Purchase))
            node.Optional("of")?.Fault("can only be times, but on a purchase of a badge or challenge");
        return measure;
    }
}
