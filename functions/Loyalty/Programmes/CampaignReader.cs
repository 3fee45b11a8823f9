namespace Loyalty.Programmes;

internal static class CampaignReader
{
    internal static readonly string[] Names = ["id", "name", "from", "until", "limit", "budget", "holdOut"];
    internal static readonly string[] CapNames = ["points", "per"];
    internal static readonly string[] HoldOutNames = ["percent"];

    private const int MaximumPercent = 50;

    public static Campaign Read(ProgrammeNode node)
    {
        node.IsObject(Names);
        return new Campaign(
            node.Required("id")?.Id() ?? "",
            node.Optional("name")?.Text(),
            node.Optional("from") is { } from ? ConditionsReader.ReadBound(from) : null,
            node.Optional("until") is { } until ? ConditionsReader.ReadBound(until) : null,
            node.Optional("limit") is { } limit ? EarnRuleReader.ReadLimit(limit) : null,
            node.Optional("budget") is { } budget ? EarnRuleReader.ReadBudget(budget) : null,
            node.Optional("holdOut") is { } holdOut ? ReadHoldOut(holdOut) : 0);
    }

    /// <summary>The programme's own limit: points of all rules together.</summary>
    public static RuleLimit ReadCap(ProgrammeNode node)
    {
        node.IsObject(CapNames);
        return new RuleLimit(
            null,
            new Points(node.Required("points")?.Integer(1, Points.Limit) ?? 1),
            node.Required("per")?.OneOf(EarnRuleReader.Periods) ?? LimitPeriod.Day);
    }

    private static int ReadHoldOut(ProgrammeNode node)
    {
        node.IsObject(HoldOutNames);
        return (int)(node.Required("percent")?.Integer(1, MaximumPercent) ?? 0);
    }
}
