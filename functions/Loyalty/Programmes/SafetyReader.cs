namespace Loyalty.Programmes;

internal static class SafetyReader
{
    internal static readonly string[] Names = ["redemptions", "coolDown"];

    private const int MaximumDays = 90;

    public static SafetyPolicy Read(ProgrammeNode node)
    {
        node.IsObject(Names);
        return new SafetyPolicy(
            node.Optional("redemptions") is { } redemptions ? JourneyReader.ReadLimit(redemptions) : null,
            node.Optional("coolDown") is { } coolDown ? ReadDays(coolDown) : null);
    }

    private static Period ReadDays(ProgrammeNode node)
    {
        var period = node.Duration();
        if (period is not { Months: 0, Days: > 0 and <= MaximumDays, IsWholeDays: true })
            node.Fault($"must be whole days up to P{MaximumDays}D");
        return period;
    }
}
