namespace LoyaltyFunctions.Storage;

/// <summary>The names of figures: a word, then what it is of, parted by bars. Ids of partners and codes of currencies hold none.</summary>
public static class FigureNames
{
    public const string Deliveries = "deliveries";
    public const string Entries = "entries";
    public const string Points = "points";
    public const string Sales = "sales";

    /// <summary>In minor units.</summary>
    public const string Amount = "amount";

    private const string Last = "last";

    public static string Delivery(string partner, DeliveryStatus status) => $"{Deliveries}|{partner}|{status.ToString().ToLowerInvariant()}";

    /// <summary>Milliseconds since 1970; of several the latest counts, not the sum.</summary>
    public static string LastDelivery(string partner) => $"{Last}|{partner}";

    public static string Of(string figure, string kind) => $"{figure}|{kind}";

    public static string Of(string figure, string partner, string currency) => $"{figure}|{partner}|{currency}";

    public static bool IsInstant(string figure) => figure.StartsWith(Last + "|", StringComparison.Ordinal);

    /// <summary>What the figure is of, if its name begins with that word.</summary>
    public static bool TryRead(string figure, string word, out string[] of)
    {
        var parts = figure.Split('|');
        of = parts[1..];
        return parts[0] == word;
    }
}
