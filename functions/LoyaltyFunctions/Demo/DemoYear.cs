using System.Globalization;
using System.Text.Json.Nodes;

namespace LoyaltyFunctions.Demo;

/// <summary>
/// Thirteen months of a department store, made up: who joins, comes, buys, brings back and spends. The same number of members and day give
/// the same year. Closed on Sundays, full on Saturdays, before Christmas and on the days of a campaign.
/// </summary>
internal sealed class DemoYear(int members, DateOnly today)
{
    /// <summary>More than a year, so that some points have had their last day.</summary>
    public const int Days = 395;

    /// <summary>How far back a hub has to begin.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(Days + 1);

    private const int Seed = 20_26;

    private static readonly TimeSpan Zone = TimeSpan.FromHours(1);
    private static readonly string[] Stores = ["berlin-1", "berlin-2", "hamburg-1", "koeln-1", "muenchen-1"];
    private static readonly string[] Given = ["Ada", "Alan", "Barbara", "Dennis", "Donald", "Edsger", "Frances", "Grace", "Hedy", "Joan", "Karen", "Katherine", "Ken", "Linus", "Margaret", "Mary", "Niklaus", "Radia", "Sophie", "Tim"];
    private static readonly string[] Family = ["Albers", "Brandt", "Conrad", "Dietrich", "Ernst", "Fuchs", "Graf", "Hahn", "Iversen", "Jansen", "Keller", "Lorenz", "Maurer", "Neumann", "Otto", "Peters", "Richter", "Sommer", "Thiel", "Vogt"];

    private readonly Random _chance = new(Seed + members);
    private readonly SortedDictionary<DateOnly, YearDay> _days = [];

    /// <summary>The number on the card of a member, from 0.</summary>
    public static string Card(int member) => string.Create(CultureInfo.InvariantCulture, $"60357{member:D7}");

    /// <summary>When the store opens, and when the day's deliveries have come in.</summary>
    public static DateTimeOffset Opening(DateOnly day) => new(day, new TimeOnly(9, 0), Zone);

    public static DateTimeOffset Closing(DateOnly day) => new(day, new TimeOnly(20, 30), Zone);

    /// <summary>The days on which anything happens, in order.</summary>
    public IReadOnlyList<YearDay> Make()
    {
        for (var member = 0; member < members; member++)
        {
            // Half of the members are there from the first day; the others join in the course of the year.
            var joins = today.AddDays(member % 2 == 0 ? -Days : -_chance.Next(10, Days));
            var mails = _chance.Next(10) < 6;
            On(joins).Joins.Add(Join(member, joins, mails));
            Visit(member, joins, mails);
        }

        foreach (var file in YearFiles.Of(today.AddDays(-Days), today))
        {
            On(file.On).Files.Add(file.File);
        }

        foreach (var day in _days.Values)
        {
            day.Events.Sort((one, other) => one.At.CompareTo(other.At) is not 0 and var order ? order : string.CompareOrdinal(one.Id, other.Id));
        }

        return [.. _days.Values];
    }

    private YearDay On(DateOnly day) => _days.TryGetValue(day, out var found) ? found : _days[day] = new YearDay(day);

    private void Happens(string id, string type, DateTimeOffset at, JsonObject data)
    {
        var day = DateOnly.FromDateTime(at.DateTime);
        On(day).Events.Add(new YearEvent(id, type, at, data));
    }

    private YearEvent Join(int member, DateOnly day, bool mails)
    {
        var (given, family) = (Pick(Given), Pick(Family));
        var data = new JsonObject
        {
            ["identities"] = new JsonArray(Identity(member)),
            ["givenName"] = given,
            ["familyName"] = family,
            ["email"] = string.Create(CultureInfo.InvariantCulture, $"{given}.{family}.{member}@example.com").ToLowerInvariant(),
            ["birthDate"] = string.Create(CultureInfo.InvariantCulture, $"{_chance.Next(1950, 2006)}-{_chance.Next(1, 13):D2}-{_chance.Next(1, 29):D2}"),
            ["homeStoreId"] = StoreOf(member),
            ["consents"] = new JsonObject { ["email"] = mails, ["sms"] = _chance.Next(10) < 2 },
        };
        return new YearEvent($"year-join-{member}", "member.enrolled", Opening(day), data);
    }

    private void Visit(int member, DateOnly joined, bool mails)
    {
        // A tenth comes often, a third regularly, the others now and then.
        var visits = (member % 10) switch { 0 => 60, < 4 => 28, _ => 9 };
        for (var visit = 0; visit < visits; visit++)
        {
            var day = today.AddDays(-_chance.Next(1, Days));
            if (day <= joined || day.DayOfWeek == DayOfWeek.Sunday || _chance.NextDouble() > Rush(day))
            {
                continue;
            }

            var name = $"{member}-{visit}";
            var at = Opening(day).AddMinutes(30 + _chance.Next(10 * 60));
            if (mails && _chance.Next(5) == 0)
            {
                Mail(name, member, at, joined);
            }

            if (_chance.Next(4) == 0)
            {
                Happens($"year-visit-{name}", "checkin", at.AddMinutes(-20), new JsonObject { ["member"] = Identity(member), ["storeId"] = StoreOf(member) });
            }

            Sell(name, member, at);
            if ((member + visit) % 8 == 0)
            {
                On(day).Activators.Add(member);
            }

            if (_chance.Next(5) == 0)
            {
                On(day).Spenders.Add(member);
            }
        }
    }

    private void Sell(string name, int member, DateTimeOffset at)
    {
        var (lines, total) = (new JsonArray(), 0);
        for (var line = _chance.Next(1, 5); line > 0; line--)
        {
            var (category, from, to) = Pick(YearFiles.Goods);
            var amount = _chance.Next(from, to);
            total += amount;
            lines.Add(new JsonObject { ["sku"] = $"{category}-{_chance.Next(1, YearFiles.SkusOfCategory)}", ["category"] = category, ["quantity"] = 1, ["amount"] = Money(amount) });
        }

        var data = new JsonObject
        {
            ["receiptId"] = $"Y-{name}",
            ["storeId"] = StoreOf(member),
            ["channel"] = _chance.Next(5) == 0 ? "web" : "store",
            ["currency"] = "EUR",
            ["total"] = Money(total),
            ["member"] = Identity(member),
            ["lines"] = lines,
            ["tenders"] = new JsonArray(new JsonObject { ["type"] = _chance.Next(6) == 0 ? "store-card" : "card", ["amount"] = Money(total) }),
        };
        Happens($"year-sale-{name}", "purchase.completed", at, data);
        if (_chance.Next(16) == 0)
        {
            BringBack(name, data, at.AddDays(_chance.Next(1, 10)));
        }
    }

    private void BringBack(string name, JsonObject sale, DateTimeOffset at)
    {
        if (at >= Opening(today))
        {
            return;
        }

        var data = new JsonObject
        {
            ["storeId"] = sale["storeId"]!.DeepClone(),
            ["receiptId"] = sale["receiptId"]!.DeepClone(),
            ["refundId"] = $"F-{name}",
            ["currency"] = "EUR",
            ["total"] = sale["lines"]![0]!["amount"]!.DeepClone(),
        };
        Happens($"year-refund-{name}", "purchase.refunded", at, data);
    }

    /// <summary>A mailing that brings somebody: each step is taken by fewer.</summary>
    private void Mail(string name, int member, DateTimeOffset visit, DateOnly joined)
    {
        var sent = visit.AddDays(-2);
        if (DateOnly.FromDateTime(sent.DateTime) <= joined)
        {
            return;
        }

        var campaign = IsBeauty(DateOnly.FromDateTime(sent.DateTime)) ? "beauty-days" : $"news-{sent:yyyy-MM}";
        var steps = _chance.Next(1, 5);
        foreach (var (step, at) in ((string, DateTimeOffset)[])[("sent", sent), ("opened", sent.AddHours(1)), ("clicked", sent.AddHours(1).AddMinutes(2)), ("converted", visit)])
        {
            if (steps-- > 0)
            {
                Happens($"year-{step}-{name}", $"engagement.{step}", at, new JsonObject { ["member"] = Identity(member), ["campaignId"] = campaign, ["channel"] = "email" });
            }
        }
    }

    /// <summary>How likely a visit of that day takes place.</summary>
    private static double Rush(DateOnly day) =>
        (day.Month == 12 && day.Day < 25 ? 1.0 : IsBeauty(day) ? 0.9 : day.Month is 1 or 7 ? 0.55 : 0.7) * (day.DayOfWeek == DayOfWeek.Saturday ? 1.0 : 0.75);

    /// <summary>The seasons of the programme's campaign.</summary>
    private static bool IsBeauty(DateOnly day) => day is { Month: 3 or 10, Day: < 15 };

    private static JsonObject Identity(int member) => new() { ["type"] = "card", ["value"] = Card(member) };

    private static string StoreOf(int member) => Stores[member * 7 % Stores.Length];

    private static string Money(int cents) => (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private T Pick<T>(IReadOnlyList<T> of) => of[_chance.Next(of.Count)];
}
