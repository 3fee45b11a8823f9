using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Earning;

/// <summary>
/// The arithmetic of a purchase: floor(Σ eligible × rates × best factor × tier factor) + Σ fixed, exact until the one floor. Rules share
/// the floored sum by cumulative floors in the programme's order, rates before factors before the tier, so that they add up to it.
/// </summary>
internal sealed class PurchasePoints
{
    private readonly EarningBasket _basket;
    private readonly List<RulePoints> _granted = [];
    private Rational _sum;
    private Points _floored;

    private PurchasePoints(EarningBasket basket) => _basket = basket;

    /// <summary>Points by rule, without rules that gave none. Throws <see cref="OverflowException"/> outside 64 bits.</summary>
    public static IReadOnlyList<RulePoints> Of(EarningBasket basket, IReadOnlyList<OpenRule> open, TierLevel tier)
    {
        var points = new PurchasePoints(basket);
        var fitting = open.Where(rule => points.FitsBasket(rule.Rule.When)).ToArray();
        points.GrantRates(fitting, tier);
        foreach (var rule in fitting)
            if (rule.Rule.Points is RuleAmount.Fixed bonus && points.HasSelectedLine(rule.Rule.When))
                points.Grant(rule.Rule.Id, rule.Capped(bonus.Points));
        return points._granted;
    }

    private void GrantRates(OpenRule[] fitting, TierLevel tier)
    {
        var rates = fitting.Where(rule => rule.Rule.Points is RuleAmount.Rate).ToArray();
        var factors = fitting.Where(rule => rule.Rule.Points is RuleAmount.Multiply).ToArray();
        var extra = factors.ToDictionary(rule => rule.Rule.Id, _ => Rational.Zero);
        var byRate = rates.Select(_ => Rational.Zero).ToArray();
        foreach (var line in _basket.Lines)
            AddLine(line, rates, byRate, factors, extra);
        for (var index = 0; index < rates.Length; index++)
            Attribute(rates[index].Rule.Id, byRate[index], rates[index].Cap);
        foreach (var rule in factors)
            Attribute(rule.Rule.Id, extra[rule.Rule.Id], rule.Cap);
        Attribute($"tier:{tier.Id}", _sum * (tier.EarnMultiplier - Rational.One), cap: null, scaled: true);
    }

    private static void AddLine(
        RemainingLine line, OpenRule[] rates, Rational[] byRate, OpenRule[] factors, Dictionary<string, Rational> extra)
    {
        var given = Rational.Zero;
        for (var index = 0; index < rates.Length; index++)
        {
            if (!Selects(rates[index].Rule.When, line))
                continue;
            var part = line.AmountMinor * ((RuleAmount.Rate)rates[index].Rule.Points).PerUnit;
            (byRate[index], given) = (byRate[index] + part, given + part);
        }

        var best = factors.Where(rule => Selects(rule.Rule.When, line)).MaxBy(rule => ((RuleAmount.Multiply)rule.Rule.Points).Factor);
        if (best is not null)
            extra[best.Rule.Id] += given * (((RuleAmount.Multiply)best.Rule.Points).Factor - Rational.One);
    }

    private void Attribute(string rule, Rational part, Points? cap, bool scaled = false)
    {
        _sum += scaled ? part : part * _basket.Share * _basket.Rate;
        var floored = new Points(Rational.Max(_sum, Rational.Zero).Floor());
        var points = floored - _floored;
        _floored = floored;
        Grant(rule, cap is { } most ? Points.Min(points, most) : points);
    }

    private void Grant(string rule, Points points)
    {
        if (points != Points.Zero)
            _granted.Add(new RulePoints(rule, points));
    }

    private bool FitsBasket(Conditions when) =>
        (when.MinTotal is not { } total || _basket.Total * _basket.Rate >= total)
        && (when.MinQuantity is not { } quantity || QuantityOf(when) >= quantity * PurchaseLine.One)
        && (when.Tenders is null || when.Tenders.Any(type => _basket.TenderTypes.Contains(type, StringComparer.OrdinalIgnoreCase)));

    private Rational QuantityOf(Conditions when) =>
        Eligible.Where(line => Selects(when, line)).Aggregate(Rational.Zero, (sum, line) => sum + line.QuantityThousandths);

    private bool HasSelectedLine(Conditions when) =>
        (when.Categories is null && when.Skus is null && when.MinMargin is null) || Eligible.Any(line => Selects(when, line));

    private IEnumerable<RemainingLine> Eligible => _basket.Lines.Where(line => line.AmountMinor.Sign > 0 && _basket.Share.Sign > 0);

    private static bool Selects(Conditions when, RemainingLine line) =>
        Includes(when.Categories, line.Category) && Includes(when.Skus, line.Sku)
        && (when.MinMargin is not { } margin || line.MarginRate >= margin * PurchaseLine.WholeMargin);

    private static bool Includes(IReadOnlyList<string>? list, string? value) =>
        list is null || (value is not null && list.Contains(value, StringComparer.OrdinalIgnoreCase));
}
