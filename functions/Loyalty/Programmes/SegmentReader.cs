namespace Loyalty.Programmes;

internal static class SegmentReader
{
    internal static readonly string[] Names = ["id", "name", "when"];
    internal static readonly string[] WhenNames = ["visits", "spent", "activeWithin", "inactiveFor", "tiers", "homeStores", "locales"];
    internal static readonly string[] RangeNames = ["atLeast", "atMost", "within"];

    private const int MaximumList = 1_000;
    private const long MaximumAmount = 1_000_000_000_000;
    private const int MaximumMonths = 24;
    private const int MaximumDays = 730;

    public static Segment Read(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(Names);
        var segment = new Segment(node.Required("id")?.Id() ?? "", node.Optional("name")?.Text());
        return node.Required("when") is { } when && when.IsObject(WhenNames) ? segment with
        {
            Visits = when.Optional("visits") is { } visits ? ReadRange(visits) : null,
            Spent = when.Optional("spent") is { } spent ? ReadRange(spent) : null,
            ActiveWithin = when.Optional("activeWithin") is { } active ? ReadPeriod(active) : null,
            InactiveFor = when.Optional("inactiveFor") is { } inactive ? ReadPeriod(inactive) : null,
            Tiers = when.Optional("tiers") is { } list ? TierReader.ReadTiers(list, tiers) : null,
            HomeStores = when.Optional("homeStores")?.List(item => item.Text(), MaximumList),
            Locales = when.Optional("locales")?.List(item => item.Text(), MaximumList),
        }
        : segment;
    }

    private static SegmentRange ReadRange(ProgrammeNode node)
    {
        node.IsObject(RangeNames);
        if (node.Optional("atLeast") is null && node.Optional("atMost") is null)
            node.Fault("must have atLeast or atMost");
        return new SegmentRange(
            node.Optional("atLeast")?.Decimal(MaximumAmount),
            node.Optional("atMost")?.Decimal(MaximumAmount),
            node.Required("within") is { } within ? ReadPeriod(within) : default);
    }

    /// <summary>No longer than an account remembers.</summary>
    private static Period ReadPeriod(ProgrammeNode node)
    {
        var period = node.Duration();
        if (period is not { Months: <= MaximumMonths, Days: <= MaximumDays, IsWholeDays: true, IsZero: false } || (period.Months > 0 && period.Days > 0))
            node.Fault("must be months up to P24M or days up to P730D");
        return period;
    }
}
