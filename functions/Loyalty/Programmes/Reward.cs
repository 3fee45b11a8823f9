namespace Loyalty.Programmes;

/// <summary>Something that points buy. Without tiers it is open to all. How many are left is not the programme's to know.</summary>
public sealed record Reward(string Id, string Name, Points Points, IReadOnlyList<string> Tiers, long? Stock = null)
{
    /// <summary>When it can be had for points; null: at any time. What a journey granted has its own end.</summary>
    public Bound? From { get; init; }

    /// <inheritdoc cref="From"/>
    public Bound? Until { get; init; }

    /// <summary>Where it can be had; everywhere, if none is named.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    public bool IsOpenTo(string tier) => Tiers.Count == 0 || Tiers.Contains(tier);

    /// <summary>Compared as the stores of rules are.</summary>
    public bool IsIn(string storeId) => Stores.Count == 0 || Stores.Contains(storeId, StringComparer.OrdinalIgnoreCase);
}
