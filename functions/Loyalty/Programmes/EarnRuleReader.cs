namespace Loyalty.Programmes;

internal static class EarnRuleReader
{
    internal static readonly string[] Names = ["id", "on", "name", "when", "points", "limit", "budget", "campaign", "group", "personal", "activate"];
    internal static readonly string[] PointsNames = ["amount", "per", "multiply", "fixed", "each", "steps", "by"];
    private static readonly string[] Kinds = ["amount", "multiply", "fixed", "each", "steps"];
    internal static readonly string[] LimitNames = ["count", "points", "per"];
    internal static readonly string[] BudgetNames = ["points"];
    internal static readonly string[] StepNames = ["from", "points"];
    internal static readonly string[] ActivationNames = ["for", "uses"];

    internal static readonly (string, StepMeasure)[] Measures =
        [("total", StepMeasure.Total), ("amount", StepMeasure.Amount), ("quantity", StepMeasure.Quantity)];

    internal static readonly (string, LimitPeriod)[] Periods =
    [
        ("day", LimitPeriod.Day), ("week", LimitPeriod.Week), ("month", LimitPeriod.Month), ("year", LimitPeriod.Year),
        ("ever", LimitPeriod.Ever),
    ];

    private const int MaximumFactor = 1_000;
    private const int MaximumRate = 1_000_000;
    private const int MaximumSteps = 20;
    private const long MaximumStep = 1_000_000_000_000;

    public static EarnRule Read(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(Names);
        var on = ReadOccasion(node.Required("on"));
        var amount = ReadAmount(node.Required("points"));
        if (on == Occasions.CardPayment && amount is RuleAmount.PerPiece or RuleAmount.Stepped { By: not StepMeasure.Total })
            node.Optional("points")?.Fault("cannot ask for pieces or lines of a card payment, which has none");
        if (on is not (Occasions.Purchase or Occasions.CardPayment) && amount is not RuleAmount.Fixed)
            node.Optional("points")?.Fault("must be fixed on anything but a purchase or a card payment");
        return new EarnRule(
            node.Required("id")?.Id() ?? "",
            on,
            node.Optional("name")?.Text(),
            node.Optional("when") is { } when ? ConditionsReader.Read(when, on, tiers) : Conditions.None,
            amount,
            node.Optional("limit") is { } limit ? ReadLimit(limit) : null,
            node.Optional("budget") is { } budget ? ReadBudget(budget) : null)
        {
            Campaign = node.Optional("campaign")?.Id(),
            Group = node.Optional("group") is { } group ? ReadGroup(group, amount) : null,
            IsPersonal = node.Optional("personal")?.Boolean() ?? false,
            Activation = node.Optional("activate") is { } activate ? ReadActivation(node, activate, on) : null,
        };
    }

    private static OfferActivation ReadActivation(ProgrammeNode rule, ProgrammeNode node, string on)
    {
        if (rule.Optional("personal")?.Boolean() != true)
            node.Fault("can only be said of a personal rule: others are open to everybody");
        if (on == Occasions.Enrolment)
            node.Fault("cannot be said of an enrolment: nobody is a member before it");
        node.IsObject(ActivationNames);
        return new OfferActivation(
            node.Required("for") is { } lasting ? JourneyReader.ReadDays(lasting) : default,
            node.Optional("uses")?.Integer(1, JourneyReader.MaximumUses) ?? 1);
    }

    private static string ReadGroup(ProgrammeNode node, RuleAmount amount)
    {
        if (amount is RuleAmount.Rate or RuleAmount.Multiply)
            node.Fault("can only be asked of a bonus: rates add up, and of factors the highest wins");
        return node.Id();
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
        var kinds = Kinds.Count(name => points.Optional(name) is not null);
        if (kinds != 1 || (points.Optional("amount") is null) != (points.Optional("per") is null))
        {
            points.Fault("must be amount with per, or multiply, or fixed, or each, or steps");
            return none;
        }

        if (points.Optional("steps") is null)
            points.Optional("by")?.Fault("can only be said of steps");
        return points.Optional("amount") is { } amount ? new RuleAmount.Rate(amount.Decimal(MaximumRate), points.Optional("per")!.Value.Decimal(MaximumRate))
            : points.Optional("multiply") is { } multiply ? new RuleAmount.Multiply(multiply.Decimal(MaximumFactor))
            : points.Optional("each") is { } each ? new RuleAmount.PerPiece(ReadPoints(each))
            : points.Optional("steps") is { } steps ? ReadSteps(steps, points.Optional("by")?.OneOf(Measures) ?? StepMeasure.Total)
            : new RuleAmount.Fixed(ReadPoints(points.Optional("fixed")!.Value));
    }

    private static Points ReadPoints(ProgrammeNode node) => new(node.Integer(1, Points.Limit));

    private static RuleAmount.Stepped ReadSteps(ProgrammeNode node, StepMeasure by)
    {
        var steps = node.List(ReadStep, MaximumSteps);
        if (steps.Count == 0)
            node.Fault("must have at least one step");
        for (var index = 1; index < steps.Count; index++)
            if (steps[index].From <= steps[index - 1].From)
                node.Faults.Add(new ProgrammeFault($"{node.Pointer}/{index}/from", "must be more than the step before"));
        return new RuleAmount.Stepped(steps, by);
    }

    private static BonusStep ReadStep(ProgrammeNode node)
    {
        node.IsObject(StepNames);
        return new BonusStep(
            node.Required("from")?.Decimal(MaximumStep) ?? Rational.One,
            node.Required("points") is { } points ? ReadPoints(points) : Points.Zero);
    }

    internal static RuleLimit ReadLimit(ProgrammeNode node)
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

    internal static Points ReadBudget(ProgrammeNode node)
    {
        node.IsObject(BudgetNames);
        return new Points(node.Required("points")?.Integer(1, Points.Limit) ?? 0);
    }
}
