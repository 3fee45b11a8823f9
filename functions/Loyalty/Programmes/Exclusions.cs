namespace Loyalty.Programmes;

/// <summary>What earns nothing.</summary>
public sealed record Exclusions(IReadOnlyList<string> Categories, IReadOnlyList<string> Skus, IReadOnlyList<string> Tenders)
{
    public static readonly Exclusions None = new([], [], []);

    // Points and gift cards were money once already; see the contract of purchase.completed.
    private static readonly string[] AlwaysWithoutPoints = ["points", "giftcard"];

    public bool IncludesTender(string type) =>
        AlwaysWithoutPoints.Contains(type, StringComparer.OrdinalIgnoreCase) || Tenders.Contains(type, StringComparer.OrdinalIgnoreCase);
}
