using System.Globalization;
using System.Text.Json.Nodes;

namespace LoyaltyFunctions.Demo;

/// <summary>Something that happened in the year, as the store's tills and mailings would tell it.</summary>
internal sealed record YearEvent(string Id, string Type, DateTimeOffset At, JsonObject Data)
{
    public string Body() => new JsonObject { ["type"] = Type, ["occurredAt"] = At.ToString("O", CultureInfo.InvariantCulture), ["data"] = Data.DeepClone() }.ToJsonString();
}

/// <summary>
/// Thirteen months of a department store, made up: who joins, comes, buys and brings back. The same number of members and day give the same
/// year. Closed on Sundays, full on Saturdays and before Christmas.
/// </summary>
internal sealed class DemoYear(int members, DateOnly today)
{
    /// <summary>More than a year, so that some points have had their last day.</summary>
    public const int Days = 395;

    private const int Seed = 20_26;

    private static readonly TimeSpan Zone = TimeSpan.FromHours(1);
    private static readonly string[] Stores = ["berlin-1", "berlin-2", "hamburg-1", "koeln-1", "muenchen-1"];
    private static readonly string[] Given = ["Ada", "Alan", "Barbara", "Dennis", "Donald", "Edsger", "Frances", "Grace", "Hedy", "Joan", "Karen", "Katherine", "Ken", "Linus", "Margaret", "Mary", "Niklaus", "Radia", "Sophie", "Tim"];
    private static readonly string[] Family = ["Albers", "Brandt", "Conrad", "Dietrich", "Ernst", "Fuchs", "Graf", "Hahn", "Iversen", "Jansen", "Keller", "Lorenz", "Maurer", "Neumann", "Otto", "Peters", "Richter", "Sommer", "Thiel", "Vogt"];
    private static readonly (string Category, int From, int To)[] Goods =
        [("fashion", 1_999, 12_999), ("beauty", 499, 5_999), ("home", 799, 8_999), ("toys", 699, 4_999), ("food", 199, 2_499), ("coffee", 290, 890), ("electronics", 1_999, 39_900)];

    private readonly Random _chance = new(Seed + members);

    /// <summary>The number on the card of a member, from 0.</summary>
    public static string Card(int member) => string.Create(CultureInfo.InvariantCulture, $"60357{member:D7}");

    /// <summary>Everybody joins before anything else is told; then the days come in order.</summary>
    public (IReadOnlyList<YearEvent> Joins, IReadOnlyList<YearEvent> Days) Make()
    {
        var joins = Enumerable.Range(0, members).Select(Join).ToList();
        var days = joins.SelectMany((join, member) => Visits(member, join.At)).OrderBy(one => one.At).ToList();
        return (joins, days);
    }

    // Half of the members are there from the first day; the others join in the course of the year.
    private YearEvent Join(int member)
    {
        var day = today.AddDays(member % 2 == 0 ? -Days : -_chance.Next(10, Days));
        var (given, family) = (Pick(Given), Pick(Family));
        var data = new JsonObject
        {
            ["identities"] = new JsonArray(Identity(member)),
            ["givenName"] = given,
            ["familyName"] = family,
            ["email"] = string.Create(CultureInfo.InvariantCulture, $"{given}.{family}.{member}@example.com").ToLowerInvariant(),
            ["birthDate"] = string.Create(CultureInfo.InvariantCulture, $"{_chance.Next(1950, 2006)}-{_chance.Next(1, 13):D2}-{_chance.Next(1, 29):D2}"),
            ["homeStoreId"] = StoreOf(member),
            ["consents"] = new JsonObject { ["email"] = _chance.Next(10) < 6, ["sms"] = _chance.Next(10) < 2 },
        };
        return new YearEvent($"year-join-{member}", "member.enrolled", Open(day), data);
    }

    private IEnumerable<YearEvent> Visits(int member, DateTimeOffset joined)
    {
        // A tenth comes often, a third regularly, the others now and then.
        var visits = (member % 10) switch { 0 => 60, < 4 => 28, _ => 9 };
        for (var visit = 0; visit < visits; visit++)
        {
            var day = today.AddDays(-_chance.Next(1, Days));
            if (Open(day) < joined || day.DayOfWeek == DayOfWeek.Sunday || _chance.NextDouble() > Rush(day))
            {
                continue;
            }

            var at = Open(day).AddMinutes(_chance.Next(11 * 60));
            var sale = Sale(member, visit, at);
            yield return sale;
            if (_chance.Next(4) == 0)
            {
                yield return new YearEvent($"year-visit-{member}-{visit}", "checkin", at.AddMinutes(-20), new JsonObject { ["member"] = Identity(member), ["storeId"] = StoreOf(member) });
            }

            if (_chance.Next(16) == 0)
            {
                yield return Refund(sale, at.AddDays(_chance.Next(1, 10)));
            }

            if (_chance.Next(5) == 0)
            {
                yield return Mailing(member, visit, at.AddDays(-2));
            }
        }
    }

    private YearEvent Sale(int member, int visit, DateTimeOffset at)
    {
        var (lines, total) = (new JsonArray(), 0);
        for (var line = _chance.Next(1, 5); line > 0; line--)
        {
            var (category, from, to) = Pick(Goods);
            var amount = _chance.Next(from, to);
            total += amount;
            lines.Add(new JsonObject { ["sku"] = $"{category}-{_chance.Next(1, 40)}", ["category"] = category, ["quantity"] = 1, ["amount"] = Money(amount) });
        }

        var data = new JsonObject
        {
            ["receiptId"] = $"Y-{member}-{visit}",
            ["storeId"] = StoreOf(member),
            ["currency"] = "EUR",
            ["total"] = Money(total),
            ["member"] = Identity(member),
            ["lines"] = lines,
        };
        return new YearEvent($"year-sale-{member}-{visit}", "purchase.completed", at, data);
    }

    private YearEvent Refund(YearEvent sale, DateTimeOffset at)
    {
        var latest = Open(today).AddHours(-1);
        var data = new JsonObject
        {
            ["storeId"] = sale.Data["storeId"]!.DeepClone(),
            ["receiptId"] = sale.Data["receiptId"]!.DeepClone(),
            ["refundId"] = $"F-{sale.Data["receiptId"]}",
            ["currency"] = "EUR",
            ["total"] = sale.Data["lines"]![0]!["amount"]!.DeepClone(),
        };
        return new YearEvent(sale.Id.Replace("sale", "refund", StringComparison.Ordinal), "purchase.refunded", at < latest ? at : latest, data);
    }

    private static YearEvent Mailing(int member, int visit, DateTimeOffset at) => new(
        $"year-mail-{member}-{visit}", "engagement.opened", at, new JsonObject { ["member"] = Identity(member), ["campaignId"] = $"news-{at:yyyy-MM}", ["channel"] = "email" });

    /// <summary>How likely a visit of that day takes place.</summary>
    private static double Rush(DateOnly day) =>
        (day.Month == 12 && day.Day < 25 ? 1.0 : day.Month is 1 or 7 ? 0.55 : 0.7) * (day.DayOfWeek == DayOfWeek.Saturday ? 1.0 : 0.75);

    private static DateTimeOffset Open(DateOnly day) => new(day, new TimeOnly(9, 0), Zone);

    private static JsonObject Identity(int member) => new() { ["type"] = "card", ["value"] = Card(member) };

    private static string StoreOf(int member) => Stores[member * 7 % Stores.Length];

    private static string Money(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private T Pick<T>(IReadOnlyList<T> of) => of[_chance.Next(of.Count)];
}
