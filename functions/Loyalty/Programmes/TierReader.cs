namespace Loyalty.Programmes;

internal static class TierReader
{
    internal static readonly string[] Names = ["window", "levels", "by", "grace", "softLanding"];
    internal static readonly string[] LevelNames = ["id", "name", "from", "earnMultiplier", "benefits", "forEverFrom"];

    internal static readonly (string, TierMeasure)[] Measures =
        [("points", TierMeasure.Points), ("spend", TierMeasure.Spend), ("visits", TierMeasure.Visits)];

    internal const string CalendarYear = "calendar-year";

    private const int MaximumGraceDays = 366;
    private const int MaximumLevels = 20;
    private const int MaximumBenefits = 50;
    private const int MaximumFactor = 1_000;
    private const int MaximumWindowMonths = 24;
    private const int MaximumWindowDays = 730;

    public static TierLadder Read(ProgrammeNode node, Currency currency)
    {
        if (!node.IsObject(Names))
            return TierLadder.Single;
        var window = node.Required("window");
        var isYear = window is { Json.ValueKind: System.Text.Json.JsonValueKind.String } text && text.Json.GetString() == CalendarYear;
        var by = node.Optional("by")?.OneOf(Measures) ?? TierMeasure.Points;
        var levels = node.Required("levels")?.List(ReadLevel, MaximumLevels) ?? [];
        if (levels.Count == 0)
        {
            node.Optional("levels")?.Fault("must have at least one level");
            return TierLadder.Single;
        }

        CheckOrder(node, ProgrammeReader.Unique(levels, level => level.Id, node, "levels"));
        return new TierLadder(isYear ? new Period(12, 0, default) : ReadWindow(window), levels)
        {
            By = by,
            Unit = by == TierMeasure.Spend ? currency.MinorPerMajor : 1,
            IsCalendarYear = isYear,
            Grace = node.Optional("grace") is { } grace ? ReadGrace(grace) : default,
            SoftLanding = node.Optional("softLanding")?.Boolean() ?? false,
        };
    }

    /// <summary>A list of tier ids, each of which the ladder must know.</summary>
    public static IReadOnlyList<string> ReadTiers(ProgrammeNode node, TierLadder ladder) => node.List(
        item =>
        {
            var id = item.Id();
            if (id.Length > 0 && !ladder.Knows(id))
                item.Fault("is not a tier of this programme");
            return id;
        },
        MaximumLevels);

    private static Period ReadWindow(ProgrammeNode? node)
    {
        var window = node?.Duration() ?? default;
        var fits = window is { Months: <= MaximumWindowMonths, Days: <= MaximumWindowDays, IsWholeDays: true, IsZero: false };
        if (!fits || (window.Months > 0 && window.Days > 0))
            node?.Fault("must be months up to P24M or days up to P730D, or calendar-year");
        return window;
    }

    private static Period ReadGrace(ProgrammeNode node)
    {
        var grace = node.Duration();
        if (grace is not { Months: <= 12, Days: <= MaximumGraceDays, IsWholeDays: true })
            node.Fault("must be whole days or months up to P12M");
        return grace;
    }

    private static TierLevel ReadLevel(ProgrammeNode node)
    {
        node.IsObject(LevelNames);
        var id = node.Required("id")?.Id() ?? "";
        return new TierLevel(
            id,
            node.Optional("name")?.Text() ?? id,
            new Points(node.Required("from")?.Integer(0, Points.Limit) ?? 0),
            node.Optional("earnMultiplier")?.Decimal(MaximumFactor) ?? Rational.One,
            node.Optional("benefits")?.List(benefit => benefit.Id(), MaximumBenefits) ?? [])
        {
            ForEverFrom = node.Optional("forEverFrom") is { } ever ? new Points(ever.Integer(1, Points.Limit)) : null,
        };
    }

    private static void CheckOrder(ProgrammeNode node, IReadOnlyList<TierLevel> levels)
    {
        if (levels[0].From != Points.Zero)
            node.Faults.Add(new ProgrammeFault($"{node.Pointer}/levels/0/from", "must be 0: everyone begins in the first level"));
        for (var index = 1; index < levels.Count; index++)
            if (levels[index].From <= levels[index - 1].From)
                node.Faults.Add(new ProgrammeFault($"{node.Pointer}/levels/{index}/from", "must be more than the level before"));
    }
}
