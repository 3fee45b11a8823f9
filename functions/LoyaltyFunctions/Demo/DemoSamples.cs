using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LoyaltyFunctions.Demo;

/// <summary>The samples as one run delivers them: its number makes receipts and deliveries new, and the dates are moved to the days before it.</summary>
internal sealed partial record DemoSamples(string Run, DateOnly Today)
{
    private const int DaysAgo = 4;

    /// <summary>Ids of receipts, refunds and events in the samples: everything that the hub counts only once.</summary>
    private static readonly IReadOnlyList<string> CountedOnce =
    [
        "R-1001", "R-1002", "R-1003", "R-1004", "R-1005", "F-17",
        "5b9f0e5a", "hYy9pRFVxpDsO1FB05SunFWSAMPLE",
        "RUN0001",
        "9007199254740993", "9007199254741011", "9007199254741021",
    ];

    /// <summary>The day on which the samples begin; they cover four, and the last is moved to yesterday.</summary>
    private static readonly DateOnly FirstDay = new(2026, 11, 2);

    public static DemoSamples New(DateTimeOffset now) =>
        new(RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture), DateOnly.FromDateTime(now.UtcDateTime));

    /// <summary>The body of a sample as this run delivers it.</summary>
    public byte[] Body(DemoStep step)
    {
        var text = File.ReadAllText(FileOf(step.Format, step.Sample));
        text = step.Changes.Aggregate(text, (body, change) => body.Replace(change.From, change.To, StringComparison.Ordinal));
        text = CountedOnce.Aggregate(text, (body, id) => body.Replace(id, Renew(id), StringComparison.Ordinal));
        text = DatePattern().Replace(text, match => Move(match.Value));
        return Encoding.UTF8.GetBytes(StampPattern().Replace(text, match => MoveStamp(match.Value)));
    }

    /// <summary>The file of a sample, whose ending tells the form of its body.</summary>
    public static string FileOf(string format, string sample) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Connectors", format, "samples"))
            .Single(file => Path.GetFileNameWithoutExtension(file) == sample);

    // An id of digits alone is a number to its system, and keeps its length.
    private string Renew(string id) => id.All(char.IsAsciiDigit) ? $"{id[..4]}{Run}{id[10..]}" : $"{id}-{Run}";

    private string Move(string date)
    {
        var days = DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber - FirstDay.DayNumber;
        return Today.AddDays(days - DaysAgo).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private string MoveStamp(string stamp)
    {
        var day = (Today.DayNumber - DaysAgo - FirstDay.DayNumber) * 86_400L;
        var moved = long.Parse(stamp, CultureInfo.InvariantCulture) + (stamp.Length > 10 ? day * 1_000 : day);
        return moved.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds or milliseconds since 1970, of the same days.</summary>
    [GeneratedRegex(@"\b1793[5-9][0-9]{5}([0-9]{3})?\b")]
    private static partial Regex StampPattern();

    [GeneratedRegex("2026-11-(?:0[1-9]|[12][0-9]|30)(?![0-9])")]
    private static partial Regex DatePattern();
}
