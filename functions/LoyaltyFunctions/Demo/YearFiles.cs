using System.Globalization;
using System.Text;

namespace LoyaltyFunctions.Demo;

/// <summary>What the store's ERP drops in the year: the articles at the beginning, with categories and margins, and new prices every quarter.</summary>
internal static class YearFiles
{
    public const int SkusOfCategory = 30;

    /// <summary>What is sold, and for how many cents.</summary>
    public static readonly IReadOnlyList<(string Category, int From, int To)> Goods =
    [
        ("clothes", 1_999, 12_999), ("shoes", 3_999, 15_999), ("beauty", 499, 5_999), ("home", 799, 8_999), ("toys", 699, 4_999), ("food", 199, 2_499), ("giftcard", 2_500, 10_000),
    ];

    public static IEnumerable<(DateOnly On, YearFile File)> Of(DateOnly first, DateOnly end)
    {
        yield return (first, new YearFile($"year-items-{first:yyyyMMdd}", "items-catalogue", Items()));
        for (var (day, quarter) = (NextQuarter(first), 1); day < end; (day, quarter) = (NextQuarter(day), quarter + 1))
        {
            yield return (day, new YearFile($"year-prices-{day:yyyyMMdd}", $"pricelist-{day:yyyyMM}", Prices(quarter)));
        }
    }

    private static DateOnly NextQuarter(DateOnly day) => new DateOnly(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1).AddMonths(3);

    private static string Items()
    {
        var csv = new StringBuilder("sku,category,price,currency,marginRate,loyaltyExcluded\n");
        foreach (var (category, number, cents) in Articles())
        {
            var margin = category is "food" ? 0.22m : category is "beauty" ? 0.61m : 0.45m;
            csv.Append(CultureInfo.InvariantCulture, $"{category}-{number},{category},{cents / 100m:0.00},EUR,{(category is "giftcard" ? 0 : margin)},{(category is "giftcard" ? "true" : "false")}\n");
        }

        return csv.ToString();
    }

    /// <summary>Everything becomes two in a hundred dearer with each quarter.</summary>
    private static string Prices(int quarter)
    {
        var csv = new StringBuilder("sku;price;currency\n");
        foreach (var (category, number, cents) in Articles().Where(article => article.Category is not "giftcard"))
        {
            csv.Append(CultureInfo.InvariantCulture, $"{category}-{number};{cents * (100 + (2 * quarter)) / 100 / 100m:0.00};EUR\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<(string Category, int Number, int Cents)> Articles() =>
        from goods in Goods
        from number in Enumerable.Range(1, SkusOfCategory - 1)
        select (goods.Category, number, goods.From + ((goods.To - goods.From) * number / SkusOfCategory));
}
