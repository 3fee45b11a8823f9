using Loyalty.Purchases;

namespace Loyalty.Baskets;

/// <summary>In how many baskets categories are, alone and two together. Bounded: what comes beyond the bounds is only told to be beyond.</summary>
public sealed class BasketCounts
{
    /// <summary>Categories that one count keeps, in the order in which they came.</summary>
    public const int MaximumCategories = 100;

    /// <summary>Categories of one basket that are counted, in alphabetical order.</summary>
    public const int MaximumOfBasket = 20;

    private const int MaximumName = 64;

    private readonly Dictionary<string, long> _categories = new(StringComparer.Ordinal);
    private readonly Dictionary<(string First, string Second), long> _pairs = [];

    /// <summary>Baskets with any category.</summary>
    public long Baskets { get; private set; }

    /// <summary>How often a category of a basket was not counted, because there were too many.</summary>
    public long Beyond { get; private set; }

    /// <summary>Baskets by category, in lower case.</summary>
    public IReadOnlyDictionary<string, long> Categories => _categories;

    /// <summary>Baskets by two categories, the first by the alphabet first.</summary>
    public IReadOnlyDictionary<(string First, string Second), long> Pairs => _pairs;

    /// <summary>What was counted before and kept elsewhere.</summary>
    public static BasketCounts Of(
        long baskets, long beyond, IEnumerable<KeyValuePair<string, long>> categories, IEnumerable<KeyValuePair<(string First, string Second), long>> pairs)
    {
        var counts = new BasketCounts { Baskets = baskets, Beyond = beyond };
        foreach (var (category, count) in categories)
            counts._categories[category] = count;
        foreach (var (pair, count) in pairs)
            counts._pairs[pair] = count;
        return counts;
    }

    /// <summary>Counts a purchase once for each category of its lines that were bought, not given back; false for one without any.</summary>
    public bool Add(Purchase purchase)
    {
        var all = CategoriesOf(purchase);
        if (all.Count == 0)
            return false;
        Baskets++;
        var kept = all.Where(IsKept).Take(MaximumOfBasket).ToArray();
        Beyond += all.Count - kept.Length;
        for (var first = 0; first < kept.Length; first++)
        {
            _categories[kept[first]] = _categories.GetValueOrDefault(kept[first]) + 1;
            for (var second = first + 1; second < kept.Length; second++)
                _pairs[(kept[first], kept[second])] = _pairs.GetValueOrDefault((kept[first], kept[second])) + 1;
        }

        return true;
    }

    /// <summary>Adds what was counted on another day or by another process.</summary>
    public void Add(BasketCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        (Baskets, Beyond) = (Baskets + other.Baskets, Beyond + other.Beyond);
        foreach (var (category, count) in other._categories)
            _categories[category] = _categories.GetValueOrDefault(category) + count;
        foreach (var (pair, count) in other._pairs)
            _pairs[pair] = _pairs.GetValueOrDefault(pair) + count;
    }

    /// <summary>The categories of what was bought, each once, by the alphabet.</summary>
    public static IReadOnlyList<string> CategoriesOf(Purchase purchase)
    {
        ArgumentNullException.ThrowIfNull(purchase);
        return
        [
            .. purchase.Lines.Where(line => line.Amount.Minor > 0)
                .Select(line => line.Category?.Trim().ToLowerInvariant())
                .OfType<string>()
                .Where(category => category.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private bool IsKept(string category)
    {
        if (_categories.ContainsKey(category))
            return true;
        if (category.Length > MaximumName || _categories.Count >= MaximumCategories)
            return false;
        _categories[category] = 0;
        return true;
    }
}
