using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Benchmarks.Loads;

/// <summary>Sales with receipts that nobody has seen, spread evenly over members.</summary>
internal sealed class Sales
{
    private static readonly string Run = Guid.NewGuid().ToString("N")[..8];

    private static long _last;

    /// <summary>A number that no sale had before, and the place of its member among so many.</summary>
    public static (long Number, int Member) Next(int members)
    {
        var number = Interlocked.Increment(ref _last);
        // Fibonacci hashing: consecutive sales are members far apart, and all members have their turn.
        return (number, (int)(unchecked((ulong)number * 11400714819323198485UL) % (ulong)members));
    }

    public static string Key(long number) => string.Create(CultureInfo.InvariantCulture, $"{Run}-{number}");

    /// <summary>A basket of three lines; the rest of the object is the caller's.</summary>
    public static string Data(long number) => $$"""
        "receiptId":"R-{{Key(number)}}","storeId":"berlin-1","registerId":"2","currency":"EUR","total":"42.50",
        "lines":[{"sku":"ESPRESSO-1KG","category":"coffee","quantity":1,"amount":"24.90"},
        {"sku":"MILK-1L","category":"dairy","quantity":"3","amount":"5.60"},
        {"sku":"MUG","category":"kitchen","quantity":2,"amount":"12.00"}],
        "tenders":[{"type":"card","amount":"42.50"}]
        """;

    public static ByteArrayContent Json(string text)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
