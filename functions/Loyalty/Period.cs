using System.Globalization;
using System.Text.RegularExpressions;

namespace Loyalty;

/// <summary>
/// A duration of ISO 8601 such as <c>P12M</c>, <c>P7D</c> or <c>PT15M</c>: months and days of the calendar and a span of the clock.
/// </summary>
public readonly partial record struct Period(int Months, int Days, TimeSpan Time)
{
    private const int MaximumPart = 10_000;

    public bool IsZero => this == default;

    public bool IsWholeDays => Time == TimeSpan.Zero;

    public static bool TryParse(string? text, out Period period)
    {
        period = default;
        var match = Pattern().Match(text ?? "");
        if (!match.Success || text!.EndsWith('T') || text.Length < 3)
            return false;
        if (!match.Groups.Values.Skip(1).All(part => part.Length <= 5 && Part(part) <= MaximumPart))
            return false;
        period = new Period(
            12 * Part(match.Groups["y"]) + Part(match.Groups["m"]),
            7 * Part(match.Groups["w"]) + Part(match.Groups["d"]),
            new TimeSpan(Part(match.Groups["h"]), Part(match.Groups["min"]), Part(match.Groups["s"])));
        return true;
    }

    /// <summary>Months first, clamped to the end of a shorter month, then days; stays at the last day that the calendar has.</summary>
    public DateOnly After(DateOnly date)
    {
        var months = (DateOnly.MaxValue.Year - date.Year) * 12 + DateOnly.MaxValue.Month - date.Month;
        if (Months > months)
            return DateOnly.MaxValue;
        var day = date.AddMonths(Months);
        return Days > DateOnly.MaxValue.DayNumber - day.DayNumber ? DateOnly.MaxValue : day.AddDays(Days);
    }

    /// <summary>The same steps backwards; stays at the first day that the calendar has.</summary>
    public DateOnly Before(DateOnly date)
    {
        if (Months > (date.Year - 1) * 12 + date.Month - 1)
            return DateOnly.MinValue;
        var day = date.AddMonths(-Months);
        return Days > day.DayNumber ? DateOnly.MinValue : day.AddDays(-Days);
    }

    /// <summary>ISO 8601, which <see cref="TryParse"/> reads back to the same period.</summary>
    public override string ToString()
    {
        var days = Part(Months, "M") + Part(Days, "D");
        var time = Part((int)Time.TotalHours, "H") + Part(Time.Minutes, "M") + Part(Time.Seconds, "S");
        return IsZero ? "P0D" : "P" + days + (time.Length == 0 ? "" : "T" + time);
    }

    private static string Part(int count, string unit) => count == 0 ? "" : count.ToString(CultureInfo.InvariantCulture) + unit;

    private static int Part(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"\AP((?<y>\d+)Y)?((?<m>\d+)M)?((?<w>\d+)W)?((?<d>\d+)D)?(T((?<h>\d+)H)?((?<min>\d+)M)?((?<s>\d+)S)?)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
