using LoyaltyFunctions.Events;

namespace LoyaltyFunctions.Outbound;

/// <summary>Which events a subscriber wants: types, beginnings such as <c>loyalty.points.*</c>, or everything.</summary>
public sealed class EventFilter(string? list)
{
    private const string Rest = ".*";

    private readonly IReadOnlyList<string> _patterns = Split(list);

    public bool Wants(string type) => _patterns.Count == 0 || _patterns.Any(pattern => Fits(pattern, type));

    /// <summary>The first pattern that fits no event which the hub can send.</summary>
    public static string? Unknown(string? list) => Split(list).FirstOrDefault(pattern => !LoyaltyEvents.Types.Any(type => Fits(pattern, type)));

    private static bool Fits(string pattern, string type) => pattern.EndsWith(Rest, StringComparison.Ordinal)
        ? type.StartsWith(pattern[..^1], StringComparison.Ordinal)
        : type == pattern;

    private static IReadOnlyList<string> Split(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
