namespace Loyalty.Programmes;

/// <summary>What must be in the basket besides the lines that a rule selects; all that are set must fit.</summary>
/// <param name="Categories">At least one eligible line of each.</param>
/// <param name="Skus">At least one eligible line of each.</param>
/// <param name="MinAmount">Eligible amount of the lines that the rule selects, in the programme's currency.</param>
public sealed record BasketConditions(IReadOnlyList<string> Categories, IReadOnlyList<string> Skus, Rational? MinAmount);

/// <summary>Days of every year, both included; over new year where the end is before the start.</summary>
public sealed record Season(int From, int Until)
{
    private const int Month = 100;

    public bool Includes(DateOnly date)
    {
        var day = date.Month * Month + date.Day;
        return From <= Until ? day >= From && day <= Until : day >= From || day <= Until;
    }

    /// <summary>Two days such as <c>11-20/12-26</c>.</summary>
    public static bool TryParse(string text, out Season season)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        var (from, until) = (0, 0);
        var fits = parts.Length == 2 && TryDay(parts[0], out from) && TryDay(parts[1], out until);
        season = new Season(from, until);
        return fits;
    }

    private static bool TryDay(string text, out int day)
    {
        // A leap year, so that a season may begin or end on 29 February.
        var isDay = DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, default, out var date);
        day = date.Month * Month + date.Day;
        return isDay;
    }
}
