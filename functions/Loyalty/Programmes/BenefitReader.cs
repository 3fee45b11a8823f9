namespace Loyalty.Programmes;

internal static class BenefitReader
{
    internal static readonly string[] Names = ["id", "name", "allowance"];
    internal static readonly string[] AllowanceNames = ["count", "per"];

    internal const string Visit = "visit";

    private const long MaximumCount = 1_000_000;

    internal static readonly (string, LimitPeriod?)[] Periods = [.. EarnRuleReader.Periods.Select(period => (period.Item1, (LimitPeriod?)period.Item2)), (Visit, null)];

    public static Benefit Read(ProgrammeNode node)
    {
        node.IsObject(Names);
        var id = node.Required("id")?.Id() ?? "";
        return new Benefit(id, node.Optional("name")?.Text() ?? id, node.Optional("allowance") is { } allowance ? ReadAllowance(allowance) : null);
    }

    private static BenefitAllowance ReadAllowance(ProgrammeNode node)
    {
        node.IsObject(AllowanceNames);
        var per = node.Required("per")?.OneOf(Periods);
        return new BenefitAllowance(node.Required("count")?.Integer(1, MaximumCount) ?? 1, per ?? LimitPeriod.Day, per is null);
    }
}
