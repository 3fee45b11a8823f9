using System.Globalization;
using System.Text.Json;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

/// <summary>
/// A year of generated sales through each programme that ships with the hub. What must come of it is computed here a second time, in cents
/// and decimals, from the sales alone.
/// </summary>
public class SampleProgrammeTests
{
    public static TheoryData<string> Names => ["coffee-chain", "department-store", "grocer"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_programme_is_sound_and_fits_the_schema(string name)
    {
        var schema = JsonDocument.Parse(Loyalty.Programmes.Programme.Schema).RootElement;

        Assert.Equal(name, Programme(SampleYear.Text(name)).Id);
        Assert.Empty(new SchemaCheck(schema).Faults(JsonDocument.Parse(SampleYear.Text(name)).RootElement, schema, ""));
    }

    [Fact]
    public void A_year_of_the_coffee_chain()
    {
        Ware[] wares = [new("latte", "coffee", 390), new("espresso", "coffee", 240), new("bun", "bakery", 285), new("iced", "cold", 450), new("beans", "retail", 1290), new("card", "giftcard", 2500)];
        var year = new SampleYear("coffee-chain", wares, 0.35, ["cafe"])
        {
            Welcome = 25,
            CheckIn = (2, date => date.DayOfYear),
            LastDay = earned => EndOfMonth(earned.AddMonths(6)),
            Gift = ("iced-out", sales => sales.Where(sale => sale.At.Month is >= 6 and <= 8).GroupBy(sale => sale.At.Month).Count(month => month.Sum(sale => sale.Pieces("iced")) >= 10)),
            TierOf = sales => sales.Count >= 60 ? "barista" : sales.Count >= 20 ? "regular" : "guest",
        };
        year.Check(new DateOnly(2027, 6, 15), (sales, sale, person) =>
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
            if (sale.At.Month is < 6 or > 8 || person.IsHeldOut("summer", 10))
                return points;
            var before = sales.Where(other => other.At.Month == sale.At.Month).Sum(other => 10L * other.Pieces("iced"));
            return points + Math.Min(10 * sale.Pieces("iced"), Math.Max(150 - before, 0));
        });
    }

    [Fact]
    public void A_year_of_the_department_store()
    {
        Ware[] wares = [new("coat", "clothes", 18900), new("shirt", "clothes", 4950), new("boot", "shoes", 15900), new("cream", "beauty", 3899), new("hem", "alterations", 1500), new("card", "giftcard", 5000), new("bag", "leather", 15000)];
        var year = new SampleYear("department-store", wares, 0.2, ["store-1", "store-2"])
        {
            Welcome = 50,
            CheckIn = (5, ISOWeek.GetWeekOfYear),
            LastDay = earned => EndOfMonth(earned.AddMonths(12)),
            Gift = ("dressed", sales => sales.GroupBy(sale => sale.At.Month).Count(month => month.Sum(sale => sale.Lines.Where(line => line.Ware.Category == "clothes").Sum(line => line.Pieces)) >= 12)),
            TierOf = sales => StoreTiers[StoreTier(sales)],
            // What was reached in 2026 holds through 2027 and a month of grace; then it is one level less.
            TiersAfter = sales => [(new DateOnly(2028, 1, 31), StoreTiers[StoreTier(sales)]), (new DateOnly(2028, 2, 1), StoreTiers[Math.Max(StoreTier(sales) - 1, 0)])],
        };
        year.Check(new DateOnly(2027, 6, 15), (sales, sale, person) =>
        {
            var tier = new[] { 1m, 1m, 1.25m, 1.5m }[StoreTier(sales)];
            var isBeautyTime = sale.At.Month is 3 or 10 && sale.At.Day <= 14 && !person.IsHeldOut("beauty-days", 10);
            var card = sale.Tender == "store-card" ? 2 : 1;
            var cents = sale.Lines.Where(line => line.Ware.Category is not ("giftcard" or "alterations"))
                .Sum(line => line.Cents * (line.Ware.Category == "beauty" && isBeautyTime ? 3 : card));
            var points = (long)Math.Floor(cents / 100m * tier);
            var baskets = sales.Count(other => other.At.Month == sale.At.Month && other.Total >= 150_00);
            points += baskets >= 2 ? 0 : sale.Total >= 300_00 ? 150 : sale.Total >= 150_00 ? 50 : 0;
            var outfit = sale.Has("clothes") && sale.Has("shoes") ? 40 : 0;
            var look = sale.Lines.Where(line => line.Ware.Category == "clothes").Sum(line => line.Pieces) >= 3 ? 60 : 0;
            points += person.HasBirthday(sale.At) && !sales.Any(other => person.HasBirthday(other.At)) ? 75 : 0;
            return points + Math.Max(outfit, look) + (sales.Count == 0 ? 100 : 0);
        });
    }

    [Fact]
    public void A_year_of_the_grocer_and_its_partners()
    {
        Ware[] wares = [new("apple", "fruit", 349), new("carrot", "vegetables", 189), new("roast", "meat", 2290), new("aspirin", "health", 699), new("petrol", "fuel", 175), new("cigs", "tobacco", 820), new("crate", "deposit", 310), new("ham", "meat", 3000), new("wine", "wine", 5000)];
        var year = new SampleYear("grocer", wares, 0.45, ["grocer", "grocer", "grocer", "pharmacy", "fuel"])
        {
            Welcome = 50,
            DaysPending = 14,
            Gift = ("fruit", sales => sales.Where(sale => sale.Partner == "grocer" && sale.Has("fruit")).GroupBy(sale => sale.At.Month).Count(month => month.Count() >= 6)),
            LastDay = earned => new DateOnly(earned.AddMonths(24).Year, 12, 31),
        };
        var large = new HashSet<(string, int)>();
        year.Check(new DateOnly(2029, 1, 10), (sales, sale, person) =>
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
            var (week, left) = ((person.Id, ISOWeek.GetWeekOfYear(sale.At)), 300 - sales.Where(other => other.At.Date == sale.At.Date).Sum(other => other.Given));
            var shop = isGrocer && !large.Contains(week) ? sale.Total >= 100_00 ? 60 : sale.Total >= 50_00 ? 20 : 0 : 0;
            if (shop > 0 && points < left)
                large.Add(week);
            points += shop + (sale.Partner != "fuel" && sale is { At.Month: 12, At.Day: <= 24, Total: >= 30_00 } ? 15 : 0);
            return Math.Min(points, Math.Max(left, 0));
        });
    }

    private static readonly string[] StoreTiers = ["member", "insider", "ambassador", "icon"];

    private static int StoreTier(IEnumerable<Bought> sales) =>
        sales.Sum(sale => sale.Total) switch { >= 15_000_00 => 3, >= 5_000_00 => 2, >= 500_00 => 1, _ => 0 };

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}
