using System.Text.Json;

namespace Loyalty.Programmes;

internal static class PolicyReader
{
    internal static readonly string[] ExcludeNames = ["categories", "skus", "tenders"];
    internal static readonly string[] PendingNames = ["for"];
    internal static readonly string[] ExpiryNames = ["after", "roundUpTo"];
    internal static readonly string[] RedemptionNames = ["points", "worth", "minimum", "reserveFor"];
    internal static readonly string[] RewardNames = ["id", "name", "points", "tiers", "stock", "stores", "from", "until"];
    internal static readonly string[] RateNames = ["id", "currency", "rate", "from", "until"];

    internal static readonly (string, RoundUpTo)[] Roundings =
        [("month", RoundUpTo.Month), ("quarter", RoundUpTo.Quarter), ("year", RoundUpTo.Year)];

    private const int MaximumList = 100_000;
    private const int MaximumRate = 1_000_000_000;
    private const int MaximumPendingDays = 366;
    private const long MaximumStock = 1_000_000_000;

    // They stand in every code for the reward.
    private const int MaximumStores = 50;

    private static readonly TimeSpan LongestReservation = TimeSpan.FromDays(7);

    public static Exclusions ReadExclusions(ProgrammeNode node)
    {
        node.IsObject(ExcludeNames);
        return new Exclusions(Texts(node, "categories"), Texts(node, "skus"), Texts(node, "tenders"));
    }

    public static Period ReadPending(ProgrammeNode node)
    {
        node.IsObject(PendingNames);
        var wait = node.Required("for")?.Duration() ?? default;
        if (wait is not { Months: <= 12, Days: <= MaximumPendingDays, IsWholeDays: true })
            node.Optional("for")?.Fault("must be whole days or months up to P12M");
        return wait;
    }

    public static ExpiryPolicy ReadExpiry(ProgrammeNode node)
    {
        node.IsObject(ExpiryNames);
        var after = node.Required("after")?.Duration() ?? default;
        if (after.IsZero || !after.IsWholeDays)
            node.Optional("after")?.Fault("must be days or months, such as \"P12M\"");
        return new ExpiryPolicy(after, node.Optional("roundUpTo")?.OneOf(Roundings) ?? RoundUpTo.None);
    }

    public static RedemptionPolicy ReadRedemption(ProgrammeNode node, Currency currency)
    {
        node.IsObject(RedemptionNames);
        return new RedemptionPolicy(
            new Points(node.Required("points")?.Integer(1, Points.Limit) ?? 1),
            ReadWorth(node.Required("worth"), currency),
            new Points(node.Optional("minimum")?.Integer(1, Points.Limit) ?? 1),
            node.Optional("reserveFor") is { } reserve ? ReadReserveFor(reserve) : RedemptionPolicy.DefaultReserveFor);
    }

    public static Reward ReadReward(ProgrammeNode node, TierLadder tiers)
    {
        node.IsObject(RewardNames);
        var id = node.Required("id")?.Id() ?? "";
        return new Reward(
            id,
            node.Optional("name")?.Text() ?? id,
            new Points(node.Required("points")?.Integer(1, Points.Limit) ?? 1),
            node.Optional("tiers") is { } list ? TierReader.ReadTiers(list, tiers) : [],
            node.Optional("stock")?.Integer(0, MaximumStock))
        {
            Stores = node.Optional("stores") is { } stores ? ReadStores(stores) : [],
            From = node.Optional("from") is { } from ? ConditionsReader.ReadBound(from) : null,
            Until = node.Optional("until") is { } until ? ConditionsReader.ReadBound(until) : null,
        };
    }

    /// <summary>None at all would be a reward that nobody can have.</summary>
    private static IReadOnlyList<string> ReadStores(ProgrammeNode node)
    {
        if (node.Json.ValueKind == JsonValueKind.Array && node.Json.GetArrayLength() == 0)
            node.Fault("must name a store; leave it out for all of them");
        return node.List(store => store.Text(), MaximumStores);
    }

    public static ExchangeRate ReadRate(ProgrammeNode node, Currency own)
    {
        node.IsObject(RateNames);
        var currency = ProgrammeReader.ReadCurrency(node.Required("currency"));
        if (currency == own)
            node.Optional("currency")?.Fault("must be another than the programme's");
        var (from, until) = (node.Optional("from")?.Date(), node.Optional("until")?.Date());
        if (from > until)
            node.Optional("until")?.Fault("must not be before from");
        return new ExchangeRate(
            node.Required("id")?.Id() ?? "", currency, node.Required("rate")?.Decimal(MaximumRate) ?? Rational.One, from, until);
    }

    private static IReadOnlyList<string> Texts(ProgrammeNode node, string name) =>
        node.Optional(name)?.List(item => item.Text(), MaximumList) ?? [];

    private static Money ReadWorth(ProgrammeNode? node, Currency currency)
    {
        var text = node is { Json.ValueKind: JsonValueKind.String } worth ? worth.Json.GetString() : null;
        if (!Money.TryParse(text, currency, out var money, out var problem))
            node?.Fault(problem);
        else if (money.Minor <= 0)
            node?.Fault("must be above 0");
        return money;
    }

    private static TimeSpan ReadReserveFor(ProgrammeNode node)
    {
        var period = node.Duration();
        var time = period.Time + TimeSpan.FromDays(period.Days);
        if (period.Months > 0 || time <= TimeSpan.Zero || time > LongestReservation)
            node.Fault("must be from PT1S to P7D");
        return time;
    }
}
