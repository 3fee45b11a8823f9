using Loyalty.Members;

namespace Loyalty.Programmes;

internal static class SafetyReader
{
    internal static readonly string[] Names = ["redemptions", "coolDown", "velocity", "till", "staff", "ownCard", "rings"];
    internal static readonly string[] VelocityNames = ["id", "on", "by", "count", "per"];
    internal static readonly string[] TillNames = ["cards", "within"];
    internal static readonly string[] StaffNames = ["identities", "segments", "earn"];
    internal static readonly string[] RingNames = ["members", "by", "referrals"];
    internal static readonly string[] IdentityNames = ["type", "from", "until"];

    internal static readonly (string, VelocityScope)[] Scopes =
        [("member", VelocityScope.Member), ("store", VelocityScope.Store), ("register", VelocityScope.Register)];

    internal static readonly (string, TraceKind)[] Traces =
        [("mailbox", TraceKind.Mailbox), ("device", TraceKind.Device), ("payment", TraceKind.Payment)];

    internal static readonly (string, LimitPeriod?)[] Periods =
        [("hour", null), ("day", LimitPeriod.Day), ("week", LimitPeriod.Week), ("month", LimitPeriod.Month)];

    internal static readonly (string, string)[] Occasions =
        [.. ((string[])[Programmes.Occasions.Purchase, Programmes.Occasions.CheckIn, Programmes.Occasions.Geofence]).Select(on => (on, on))];

    private const int MaximumDays = 90;
    private const int MaximumVelocity = 20;
    private const int MaximumStaff = 100;
    private const long MaximumCount = 100_000;
    private const long MaximumCards = 20;
    private const long MaximumRing = 40;
    private const long DefaultRing = 2;
    private const string HoldOwnCard = "hold";

    private static readonly TimeSpan LongestTill = TimeSpan.FromHours(1);

    public static SafetyPolicy Read(ProgrammeNode node)
    {
        node.IsObject(Names);
        return new SafetyPolicy(
            node.Optional("redemptions") is { } redemptions ? JourneyReader.ReadLimit(redemptions) : null,
            node.Optional("coolDown") is { } coolDown ? ReadDays(coolDown) : null)
        {
            Velocity = ProgrammeReader.Unique(node.Optional("velocity")?.List(ReadVelocity, MaximumVelocity) ?? [], rule => rule.Id, node, "velocity"),
            Till = node.Optional("till") is { } till ? ReadTill(till) : null,
            Staff = node.Optional("staff") is { } staff ? ReadStaff(staff) : null,
            HoldsOwnCard = node.Optional("ownCard")?.OneOf([(HoldOwnCard, true)]) ?? false,
            Rings = node.Optional("rings") is { } rings ? ReadRings(rings) : null,
        };
    }

    private static VelocityRule ReadVelocity(ProgrammeNode node)
    {
        node.IsObject(VelocityNames);
        var on = node.Required("on")?.OneOf(Occasions) ?? Programmes.Occasions.Purchase;
        var by = node.Optional("by")?.OneOf(Scopes) ?? VelocityScope.Member;
        if (by == VelocityScope.Register && on != Programmes.Occasions.Purchase)
            node.Optional("by")?.Fault("can be register only on a purchase");
        return new VelocityRule(
            node.Required("id")?.Id() ?? "", on, by, node.Required("count")?.Integer(1, MaximumCount) ?? 1, node.Required("per")?.OneOf(Periods));
    }

    private static TillRule ReadTill(ProgrammeNode node)
    {
        node.IsObject(TillNames);
        var within = node.Required("within")?.Duration() ?? default;
        if (within.Months > 0 || within.Days > 0 || within.Time <= TimeSpan.Zero || within.Time > LongestTill)
            node.Optional("within")?.Fault("must be from PT1S to PT1H");
        return new TillRule(node.Required("cards")?.Integer(1, MaximumCards) ?? 1, within.Time);
    }

    private static RingRule ReadRings(ProgrammeNode node)
    {
        node.IsObject(RingNames);
        var rings = new RingRule(
            node.Optional("members")?.Integer(1, MaximumRing) ?? DefaultRing,
            node.Optional("by")?.List(item => item.OneOf(Traces), Traces.Length) ?? [],
            node.Optional("referrals")?.Boolean() ?? false);
        if (rings.By.Count == 0 && !rings.Referrals)
            node.Fault("must have by or referrals");
        return rings;
    }

    private static StaffPolicy ReadStaff(ProgrammeNode node)
    {
        node.IsObject(StaffNames);
        var earn = node.Optional("earn")?.Decimal(1) ?? Rational.Zero;
        var staff = new StaffPolicy(
            node.Optional("identities")?.List(ReadIdentities, MaximumStaff) ?? [],
            node.Optional("segments")?.List(item => item.Id(), MaximumStaff) ?? [],
            earn);
        if (staff.Identities.Count + staff.Segments.Count == 0)
            node.Fault("must have identities or segments");
        return staff;
    }

    private static StaffIdentities ReadIdentities(ProgrammeNode node)
    {
        node.IsObject(IdentityNames);
        var type = node.Required("type")?.Id() ?? "";
        var (from, until) = (Value(node, "from", type), Value(node, "until", type));
        if ((from is null) != (until is null))
            node.Fault("must have both from and until, or neither");
        else if (from is not null && (from.Length != until!.Length || string.CompareOrdinal(from, until) > 0))
            node.Optional("until")?.Fault("must be as long as from, and not before it");
        return new StaffIdentities(type, from, until ?? from);
    }

    /// <summary>In the spelling in which identities are kept.</summary>
    private static string? Value(ProgrammeNode node, string name, string type)
    {
        if (node.Optional(name) is not { } value)
            return null;
        if (Identity.TryCreate(type, value.Text(), out var identity, out var problem))
            return identity.Value;
        value.Fault(problem);
        return "";
    }

    /// <summary>Names of what the document defines elsewhere, once all of it has been read.</summary>
    public static void Check(ProgrammeNode root, Programme programme)
    {
        var named = programme.Safety.Staff?.Segments ?? [];
        for (var index = 0; index < named.Count; index++)
            if (programme.Segments.All(segment => segment.Id != named[index]))
                root.Faults.Add(new ProgrammeFault($"/safety/staff/segments/{index}", "is not a segment of this programme"));
    }

    private static Period ReadDays(ProgrammeNode node)
    {
        var period = node.Duration();
        if (period is not { Months: 0, Days: > 0 and <= MaximumDays, IsWholeDays: true })
            node.Fault($"must be whole days up to P{MaximumDays}D");
        return period;
    }
}
