namespace Loyalty.Baskets;

/// <summary>Who buys one category buys another: how often, how likely, and how much likelier than anybody.</summary>
/// <param name="If">The category that is in the basket.</param>
/// <param name="Then">The one that is in it too.</param>
/// <param name="Baskets">Baskets with both.</param>
/// <param name="Support">Their share of all baskets.</param>
/// <param name="Confidence">Their share of the baskets with the first.</param>
/// <param name="Lift">The confidence, by the share of all baskets that have the second; above one they belong together.</param>
public sealed record BasketRule(string If, string Then, long Baskets, Rational Support, Rational Confidence, Rational Lift)
{
    /// <summary>Both ways for each pair in at least so many baskets; the greatest lift first.</summary>
    public static IReadOnlyList<BasketRule> Of(BasketCounts counts, long fewestBaskets)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var rules = from pair in counts.Pairs
                    where pair.Value >= fewestBaskets && pair.Value > 0
                    let both = pair.Key
                    from way in ((string If, string Then)[])[(both.First, both.Second), (both.Second, both.First)]
                    let rule = Of(counts, way.If, way.Then, pair.Value)
                    orderby rule.Lift descending, rule.Baskets descending, rule.Confidence descending, rule.If, rule.Then
                    select rule;
        return [.. rules];
    }

    private static BasketRule Of(BasketCounts counts, string one, string other, long both) => new(
        one,
        other,
        both,
        new Rational(both, counts.Baskets),
        new Rational(both, counts.Categories[one]),
        new Rational(both, counts.Categories[one]) * counts.Baskets / counts.Categories[other]);
}
