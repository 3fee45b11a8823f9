using System.Globalization;
using System.Text.Json;
using Loyalty.Entries;

namespace Loyalty.Programmes;

internal static class ConditionsReader
{
    internal static readonly string[] Names =
    [
        "categories", "skus", "minQuantity", MinTotalName, "minMargin", "fullPrice", "stores", "channels", "partners", "tenders", "days", "hours", "from", "until",
        "tiers", "segments", "firstPurchase", "every", "birthday", "geofences", "seasons", "basket",
    ];

    internal static readonly string[] BirthdayNames = ["within"];
    internal static readonly string[] BasketNames = ["categories", "skus", "minAmount"];

    internal static readonly (string, DayOfWeek)[] Days =
    [
        ("mon", DayOfWeek.Monday), ("tue", DayOfWeek.Tuesday), ("wed", DayOfWeek.Wednesday), ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday), ("sat", DayOfWeek.Saturday), ("sun", DayOfWeek.Sunday),
    ];

    private static readonly string[] OnlyOnPurchases =
        ["categories", "skus", "minQuantity", MinTotalName, "minMargin", "fullPrice", "tenders", "firstPurchase", "every", "basket"];

    private const string MinTotalName = "minTotal";

    private const int MaximumList = 1_000;
    private const long MaximumAmount = 1_000_000_000_000;
    private const int MaximumEvery = 1_000_000;
    private const int MaximumBirthdayDays = 31;
    private const int MaximumSeasons = 12;
    private const int MaximumTogether = 20;

    public static Conditions Read(ProgrammeNode node, string on, TierLadder tiers)
    {
        node.IsObject(Names);
        if (on != Occasions.Purchase)
            foreach (var name in OnlyOnPurchases.Where(name => on != Occasions.CardPayment || name != MinTotalName))
                node.Optional(name)?.Fault("can only be asked of a purchase");
        return new Conditions
        {
            Categories = Texts(node, "categories"),
            Skus = Texts(node, "skus"),
            MinQuantity = node.Optional("minQuantity")?.Decimal(MaximumAmount),
            MinTotal = node.Optional(MinTotalName)?.Decimal(MaximumAmount),
            Stores = Texts(node, "stores"),
            Channels = Texts(node, "channels"),
            Partners = Texts(node, "partners"),
            MinMargin = node.Optional("minMargin")?.Decimal(1),
            FullPrice = node.Optional("fullPrice")?.Boolean(),
            Tenders = Texts(node, "tenders"),
            Geofences = Texts(node, "geofences"),
            Segments = Texts(node, "segments"),
            Days = node.Optional("days")?.List(day => day.OneOf(Days), Days.Length),
            Hours = node.Optional("hours") is { } hours ? ReadHours(hours) : null,
            From = node.Optional("from") is { } from ? ReadBound(from) : null,
            Until = node.Optional("until") is { } until ? ReadBound(until) : null,
            Tiers = node.Optional("tiers") is { } list ? TierReader.ReadTiers(list, tiers) : null,
            FirstPurchase = node.Optional("firstPurchase")?.Boolean(),
            Every = node.Optional("every")?.Integer(1, MaximumEvery),
            BirthdayWithin = node.Optional("birthday") is { } birthday ? ReadBirthday(birthday) : null,
            Seasons = node.Optional("seasons")?.List(ReadSeason, MaximumSeasons),
            Basket = node.Optional("basket") is { } basket ? ReadBasket(basket) : null,
        };
    }

    private static IReadOnlyList<string>? Texts(ProgrammeNode node, string name) =>
        node.Optional(name)?.List(item => item.Text(), MaximumList);

    /// <summary>One range or a list of ranges.</summary>
    private static IReadOnlyList<HourRange> ReadHours(ProgrammeNode node) => node.Json.ValueKind == JsonValueKind.Array
        ? node.List(ReadRange, Days.Length)
        : [ReadRange(node)];

    private static HourRange ReadRange(ProgrammeNode node)
    {
        var parts = node.Text().Split('-');
        var (start, end) = (TimeOnly.MinValue, TimeOnly.MinValue);
        if (parts.Length != 2 || !TryTime(parts[0], out start) || !(parts[1] == "24:00" || TryTime(parts[1], out end)) || start == end)
            node.Fault("must be hours such as \"07:00-10:00\"");
        return new HourRange(start, end);
    }

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    internal static Bound ReadBound(ProgrammeNode node)
    {
        var isInstant = node.Json.ValueKind == JsonValueKind.String && node.Json.GetString()!.Length > Wire.DateFormat.Length;
        return isInstant ? new Bound(null, ProgrammeReader.ReadInstant(node)) : new Bound(node.Date(), null);
    }

    private static Season ReadSeason(ProgrammeNode node)
    {
        if (!Season.TryParse(node.Text(), out var season))
            node.Fault("must be two days such as \"11-20/12-26\"");
        return season;
    }

    private static BasketConditions ReadBasket(ProgrammeNode node)
    {
        node.IsObject(BasketNames);
        return new BasketConditions(
            node.Optional("categories")?.List(item => item.Text(), MaximumTogether) ?? [],
            node.Optional("skus")?.List(item => item.Text(), MaximumTogether) ?? [],
            node.Optional("minAmount")?.Decimal(MaximumAmount));
    }

    private static Period ReadBirthday(ProgrammeNode node)
    {
        node.IsObject(BirthdayNames);
        var within = node.Required("within")?.Duration() ?? default;
        if (within is not { Months: 0, Days: <= MaximumBirthdayDays, IsWholeDays: true })
            node.Optional("within")?.Fault($"must be whole days up to P{MaximumBirthdayDays}D");
        return within;
    }
}
