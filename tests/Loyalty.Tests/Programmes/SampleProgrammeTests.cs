using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Purchases;
using Loyalty.UseCases;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>
/// A year of generated sales through each programme that ships with the hub. What must come of it is computed here a second time, in cents
/// and decimals, from the sales alone.
/// </summary>
public class SampleProgrammeTests
{
    private const int Members = 25;

    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TheoryData<string> Names => ["coffee-chain", "department-store", "grocer"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_programme_is_sound_and_fits_the_schema(string name)
    {
        var schema = JsonDocument.Parse(Loyalty.Programmes.Programme.Schema).RootElement;

        Assert.Equal(name, Programme(Text(name)).Id);
        Assert.Empty(new SchemaCheck(schema).Faults(JsonDocument.Parse(Text(name)).RootElement, schema, ""));
    }

    [Fact]
    public void A_year_of_the_coffee_chain()
    {
        Ware[] wares = [new("latte", "coffee", 390), new("espresso", "coffee", 240), new("bun", "bakery", 285), new("iced", "cold", 450), new("beans", "retail", 1290), new("card", "giftcard", 2500)];
        Year("coffee-chain", wares, 0.35, ["cafe"], (sales, sale, isHeldOut) =>
        {
            var visits = sales.Count;
            var factor = visits >= 60 ? 1.5m : visits >= 20 ? 1.2m : 1m;
            var points = (long)Math.Floor(sale.Of(line => line.Ware.Category != "giftcard") / 100m * factor);
            var isMorning = sale.At.Hour is >= 7 and < 10 && sale.At.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            points += isMorning && sales.All(other => other.At.Date != sale.At.Date || other.At.Hour is not (>= 7 and < 10)) ? 5 : 0;
            points += (visits + 1) % 10 == 0 ? 50 : 0;
            points += 20 * sale.Pieces("beans");
            points += sale.Has("coffee") && sale.Has("bakery") ? 3 : 0;
            points += visits > 0 && sales[^1].At.Date <= sale.At.Date.AddDays(-30) ? 30 : 0;
            if (sale.At.Month is < 6 or > 8 || isHeldOut("summer", 10))
                return points;
            var before = sales.Where(other => other.At.Month == sale.At.Month).Sum(other => 10L * other.Pieces("iced"));
            return points + Math.Min(10 * sale.Pieces("iced"), Math.Max(150 - before, 0));
        });
    }

    [Fact]
    public void A_year_of_the_department_store()
    {
        Ware[] wares = [new("coat", "clothes", 18900), new("shirt", "clothes", 4950), new("boot", "shoes", 15900), new("cream", "beauty", 3899), new("hem", "alterations", 1500), new("card", "giftcard", 5000)];
        Year("department-store", wares, 0.12, ["store-1", "store-2"], (sales, sale, isHeldOut) =>
        {
            var spent = sales.Sum(other => other.Total);
            var tier = spent >= 15_000_00 ? 1.5m : spent >= 5_000_00 ? 1.25m : 1m;
            var isBeautyTime = sale.At.Month is 3 or 10 && sale.At.Day <= 14 && !isHeldOut("beauty-days", 10);
            var card = sale.Tender == "store-card" ? 2 : 1;
            var cents = sale.Lines.Where(line => line.Ware.Category is not ("giftcard" or "alterations"))
                .Sum(line => line.Cents * (line.Ware.Category == "beauty" && isBeautyTime ? 3 : card));
            var points = (long)Math.Floor(cents / 100m * tier);
            var baskets = sales.Count(other => other.At.Month == sale.At.Month && other.Total >= 150_00);
            points += baskets >= 2 ? 0 : sale.Total >= 300_00 ? 150 : sale.Total >= 150_00 ? 50 : 0;
            var outfit = sale.Has("clothes") && sale.Has("shoes") ? 40 : 0;
            var look = sale.Lines.Where(line => line.Ware.Category == "clothes").Sum(line => line.Pieces) >= 3 ? 60 : 0;
            return points + Math.Max(outfit, look) + (sales.Count == 0 ? 100 : 0);
        });
    }

    [Fact]
    public void A_year_of_linked_cards_in_the_cafe_of_the_department_store()
    {
        var programme = Programme(Text("department-store"));
        var payments = 0;
        for (var member = 1; member <= Members; member++)
        {
            var (random, account, month, given) = (new Random(2_000 + member), NewAccount(programme, "2025-12-31T12:00Z", $"m{member}"), 0, 0L);
            for (var day = new DateTime(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
            {
                given = day.Month == month ? given : 0;
                month = day.Month;
                var cents = random.Next(150, 6_000);
                var at = new DateTimeOffset(day.AddHours(12), Berlin.GetUtcOffset(day.AddHours(12)));
                var payment = new Purchase(ReceiptKey.OfCardPayment("books", $"CR-{day:MMdd}"), null, new Money(cents, Currency.Get("EUR")), [], []);
                var settled = new SettleCardPayment(payment, null, at, at, MemberFacts.None).Decide(account, programme);

                // Two points a euro, 500 in a month.
                var expected = Math.Min(2 * cents / 100, 500 - given);
                var points = settled.Account.Balance.Value - account.Balance.Value;
                Assert.Equal((day, expected), (day, points));
                (account, given, payments) = (settled.Account, given + points, payments + settled.Entries.Count);
            }

            Assert.Equal((0, 0), (account.PurchaseCount, account.SpentEver));
        }

        Assert.True(payments > 1_000, $"{payments} payments earned: too few to tell.");
    }

    [Fact]
    public void A_year_of_the_grocer_and_its_partners()
    {
        Ware[] wares = [new("apple", "fruit", 349), new("carrot", "vegetables", 189), new("roast", "meat", 2290), new("aspirin", "health", 699), new("petrol", "fuel", 175), new("cigs", "tobacco", 820), new("crate", "deposit", 310)];
        Year("grocer", wares, 0.45, ["grocer", "grocer", "grocer", "pharmacy", "fuel"], (sales, sale, _) =>
        {
            var isGrocer = sale.Partner == "grocer";
            var isWeekend = sale.At.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            var cents = sale.Lines.Where(line => line.Ware.Category is not ("tobacco" or "deposit"))
                .Sum(line => line.Cents * (isGrocer && isWeekend && line.Ware.Category is "fruit" or "vegetables" && isWeekend ? 2 : 1));
            var points = sale.Partner switch
            {
                "grocer" => cents / 200,
                "pharmacy" => sale.Of(line => line.Ware.Category is not ("tobacco" or "deposit")) * 2 / 100,
                _ => sale.Pieces("petrol"),
            };
            var week = ISOWeek.GetWeekOfYear(sale.At);
            var isFirstOfWeek = !sales.Any(other => other.Partner == "grocer" && ISOWeek.GetWeekOfYear(other.At) == week && ISOWeek.GetYear(other.At) == ISOWeek.GetYear(sale.At) && other.Total >= 50_00 && other.Given > 0);
            points += isGrocer && isFirstOfWeek ? sale.Total >= 100_00 ? 60 : sale.Total >= 50_00 ? 20 : 0 : 0;
            points += sale.Partner != "fuel" && sale is { At.Month: 12, At.Day: <= 24, Total: >= 30_00 } ? 15 : 0;
            return Math.Min(points, Math.Max(300 - sales.Where(other => other.At.Date == sale.At.Date).Sum(other => other.Given), 0));
        });
    }

    private delegate long Expected(IReadOnlyList<Bought> before, Bought sale, Func<string, int, bool> isHeldOut);

    private static void Year(string name, Ware[] wares, double chance, string[] places, Expected expected)
    {
        var programme = Programme(Text(name));
        var (total, sales) = (0L, 0);
        for (var member = 1; member <= Members; member++)
        {
            var random = new Random(1_000 + member);
            var account = NewAccount(programme, "2025-12-31T12:00Z", $"m{member}");
            var (before, expired) = (new List<Bought>(), 0L);
            foreach (var sale in Sales(random, wares, chance, places))
            {
                var at = new DateTimeOffset(sale.At, Berlin.GetUtcOffset(sale.At));
                var decision = new EarnPurchase(sale.Receipt(before.Count), at, at, MemberFacts.None).Decide(account, programme);
                var id = account.MemberId;
                var points = expected(before, sale, (campaign, percent) => IsHeldOut(campaign, percent, id));
                expired -= decision.Entries.Where(entry => entry.Kind == EntryKind.Expire).Sum(entry => entry.Points.Value);
                var given = decision.Entries.Single(entry => entry.Purchase is not null).Rules.Sum(rule => rule.Points.Value);
                Assert.Equal((sale, points), (sale, given));
                (account, total, sales) = (decision.Account, total + points, sales + 1);
                before.Add(sale with { Given = points });
            }

            // Nothing was spent: all that was given is there, waits, or has had its last day.
            Assert.Equal(before.Sum(sale => sale.Given), (account.Balance + Points.Sum(account.Pending.Select(pending => pending.Points))).Value + expired);
            Assert.Equal(before.Sum(sale => sale.Total), account.SpentEver);
            Assert.Equal(before.Count, account.PurchaseCount);
        }

        Assert.True(sales > 1_000 && total > 10_000, $"{sales} sales gave {total} points: too few to tell.");
    }

    private static IEnumerable<Bought> Sales(Random random, Ware[] wares, double chance, string[] places)
    {
        // Some members stay away for weeks, so that those come to count who stopped coming.
        var pause = random.Next(30, 300);
        for (var day = new DateTime(2026, 1, 1); day.Year == 2026; day = day.AddDays(1))
        {
            if ((day.DayOfYear >= pause && day.DayOfYear < pause + 40) || random.NextDouble() > chance)
                continue;
            foreach (var hour in random.NextDouble() < 0.2 ? (int[])[8, 17] : [random.Next(6, 20)])
            {
                var lines = Enumerable.Range(0, random.Next(1, 5)).Select(_ => new BoughtLine(wares[random.Next(wares.Length)], random.Next(1, 4))).ToArray();
                yield return new Bought(day.AddHours(hour).AddMinutes(random.Next(60)), places[random.Next(places.Length)], random.Next(3) == 0 ? "store-card" : "cash", lines);
            }
        }
    }

    /// <summary>As the guide says it: the first four bytes of SHA-256, the first the highest, modulo 100.</summary>
    private static bool IsHeldOut(string campaign, int percent, string member)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(campaign + "\n" + member));
        return (((long)hash[0] << 24) + (hash[1] << 16) + (hash[2] << 8) + hash[3]) % 100 < percent;
    }

    private static string Text(string name)
    {
        using var stream = typeof(SampleProgrammeTests).Assembly.GetManifestResourceStream($"sample-{name}.json")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private sealed record Ware(string Sku, string Category, long Cents);

    private sealed record BoughtLine(Ware Ware, int Pieces)
    {
        public long Cents => Ware.Cents * Pieces;
    }

    private sealed record Bought(DateTime At, string Partner, string Tender, IReadOnlyList<BoughtLine> Lines)
    {
        public long Given { get; init; }

        public long Total => Lines.Sum(line => line.Cents);

        public long Of(Func<BoughtLine, bool> which) => Lines.Where(which).Sum(line => line.Cents);

        public bool Has(string category) => Lines.Any(line => line.Ware.Category == category);

        public long Pieces(string sku) => Lines.Where(line => line.Ware.Sku == sku).Sum(line => line.Pieces);

        public Purchase Receipt(int number)
        {
            var euro = Currency.Get("EUR");
            var lines = Lines.Select(line => new PurchaseLine(line.Ware.Sku, line.Ware.Category, line.Pieces * PurchaseLine.One, new Money(line.Cents, euro)));
            var key = new ReceiptKey(Partner, "s1", $"r{number}", null);
            return new Purchase(key, null, new Money(Total, euro), [.. lines], [new Tender(Tender, new Money(Total, euro))], "store");
        }
    }
}
