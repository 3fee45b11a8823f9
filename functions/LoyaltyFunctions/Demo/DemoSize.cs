using System.Globalization;

namespace LoyaltyFunctions.Demo;

/// <summary>How many members the year of the demo has: the number behind <c>--demo</c>.</summary>
internal sealed record DemoSize(int Members, bool IsCut)
{
    public const string Option = "--demo";

    /// <summary>Azurite ends near 800,000 rows; a member's year leaves about a hundred.</summary>
    public const int Most = 5_000;

    private const int Standard = 300;

    /// <summary>Null without the option.</summary>
    public static DemoSize? Of(string[] args)
    {
        var at = Array.FindIndex(args, arg => arg == Option || arg.StartsWith(Option + "=", StringComparison.Ordinal));
        if (at < 0)
        {
            return null;
        }

        var given = args[at].Length > Option.Length ? args[at][(Option.Length + 1)..] : at + 1 < args.Length ? args[at + 1] : "";
        return !int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var members) ? new DemoSize(Standard, false)
            : new DemoSize(Math.Min(members, Most), members > Most);
    }
}
