namespace Loyalty.Programmes;

internal static class EarnRuleReader
{
    internal static readonly string[] Names = ["id", "on", "name", "when", "points", "limit", "budget", "personal"];
    internal static readonly string[] PointsNames = ["amount", "per", "multiply", "fixed"];
    internal static readonly string[] LimitNames = ["count", "points", "per"];
    internal static readonly string[] BudgetNames = ["points"];

    internal static readonly (string, LimitPeriod)[] Periods =
    [
        ("day", LimitPeriod.Day), ("week", LimitPeriod.Week), ("month", LimitPeriod.Month), ("year", LimitPeriod.Year),
        ("ever", LimitPeriod.Ever),
    ];

    private const int MaximumFactor = 1_000;
    private const int MaximumRate = 1_000_000;

    public static EarnRule Read(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(Names);
        var on = ReadOccasion(node.Required("on"));
        var amount = ReadAmount(node.Required("points"));
        if (on != Occasions.Purchase && amount is not RuleAmount.Fixed)
            node.Optional("points")?.Fault("must be fixed on anything but a purchase");
        return new EarnRule(
            node.Required("id")?.Id() ?? "",
            on,
            node.Optional("name")?.Text(),
            node.Optional("when") is { } when ? ConditionsReader.Read(when, on, tiers) : Conditions.None,
            amount,
            node.Optional("limit") is { } limit ? ReadLimit(limit) : null,
            node.Optional("budget") is { } budget ? ReadBudget(budget) : null)
        {
            IsPersonal = node.Optional("personal")?.Boolean() ?? false,
        };
    }

    internal static string ReadOccasion(ProgrammeNode? node)
    {
        var on = node?.Text() ?? "";
        var isEvent = on.StartsWith(Occasions.EventPrefix, StringComparison.Ordinal) && on.Length > Occasions.EventPrefix.Length;
        if (on.Length > 0 && !isEvent && !Occasions.All.Contains(on))
            node?.Fault($"must be one of {string.Join(", ", Occasions.All)} or event:name");
        return on;
    }

    private static RuleAmount ReadAmount(ProgrammeNode? node)
    {
        var none = new RuleAmount.Fixed(Points.Zero);
        if (node is not { } points || !points.IsObject(PointsNames))
            return none;
        var (amount, per) = (points.Optional("amount"), points.Optional("per"));
        var (multiply, bonus) = (points.Optional("multiply"), points.Optional("fixed"));
        if ((amount is null ? 0 : 1) + (multiply is null ? 0 : 1) + (bonus is null ? 0 : 1) != 1 || (amount is null) != (per is null))
        {
            points.Fault("must be amount with per, or multiply, or fixed");
            return none;
        }

        return amount is not null ? new RuleAmount.Rate(amount.Value.Decimal(MaximumRate), per!.Value.Decimal(MaximumRate))
            : multiply is not null ? new RuleAmount.Multiply(multiply.Value.Decimal(MaximumFactor))
            : new RuleAmount.Fixed(new Points(bonus!.Value.Integer(1, Points.Limit)));
    }

    private static RuleLimit ReadLimit(ProgrammeNode node)
    {
        node.IsObject(LimitNames);
        var (count, points) = (node.Optional("count"), node.Optional("points"));
        if (count is null && points is null)
            node.Fault("must have count or points");
        return new RuleLimit(
            count?.Integer(1, int.MaxValue),
            points is { } most ? new Points(most.Integer(1, Points.Limit)) : null,
            node.Required("per")?.OneOf(Periods) ?? LimitPeriod.Day);
    }

    private static Points ReadBudget(ProgrammeNode node)
    {
        node.IsObject(BudgetNames);
        return new Points(node.Required("points")?.Integer(1, Points.Limit) ?? 0);
    }
}
