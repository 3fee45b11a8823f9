using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Earning;

/// <summary>
/// The arithmetic of a purchase: floor(Σ eligible × rates × best factor × tier factor) + Σ bonuses, exact until the one floor. Rules share
/// the floored sum by cumulative floors in the programme's order, rates before factors before the tier, so that they add up to it.
/// </summary>
internal sealed class PurchasePoints
{
    private readonly EarningBasket _basket;
    private readonly Points? _tierCap;
    private readonly List<RulePoints> _granted = [];
    private readonly List<RuleCut> _cuts = [];
    private Rational _sum;
    private Points _floored;

    private PurchasePoints(EarningBasket basket, Points? tierCap) => (_basket, _tierCap) = (basket, tierCap);

    /// <summary>
    /// Points by rule, without rules that gave none, within the rules' own limits and groups. Throws <see cref="OverflowException"/> outside
    /// 64 bits.
    /// </summary>
    /// <param name="basket">What is bought, or left of it.</param>
    /// <param name="open">Rules whose conditions apart from the basket are met.</param>
    /// <param name="tier">The tier held before.</param>
    /// <param name="tierCap">What the tier's share was cut to when the purchase was earned.</param>
    public static Stacked Of(EarningBasket basket, IReadOnlyList<OpenRule> open, TierLevel tier, Points? tierCap = null)
    {
        var points = new PurchasePoints(basket, tierCap);
        var fitting = open.Where(rule => BasketFit.Fits(basket, rule.Rule.When)).ToArray();
        points.GrantRates([.. fitting.Where(rule => rule.UsedUp is null)], tier);
        points.GrantBonuses(fitting);
        return new Stacked(points._granted, points._cuts);
    }

    /// <summary>What the entry says of the tier's share.</summary>
    public static string TierRule(string tier) => $"tier:{tier}";

    private void GrantRates(OpenRule[] fitting, TierLevel tier)
    {
        var rates = fitting.Where(rule => rule.Rule.Points is RuleAmount.Rate).ToArray();
        var factors = fitting.Where(rule => rule.Rule.Points is RuleAmount.Multiply).ToArray();
        var extra = factors.ToDictionary(rule => rule.Rule.Id, _ => Rational.Zero);
        var beaten = new Dictionary<string, Rational>(StringComparer.Ordinal);
        var byRate = rates.Select(_ => Rational.Zero).ToArray();
        foreach (var line in _basket.Lines)
        {
            var given = AddLine(line, rates, byRate);
            Multiply(line, given, factors, extra, beaten);
        }

        for (var index = 0; index < rates.Length; index++)
            Attribute(rates[index].Rule.Id, byRate[index] * _basket.Share * _basket.Rate, rates[index].Cap);
        foreach (var rule in factors)
            Attribute(rule.Rule.Id, extra[rule.Rule.Id] * _basket.Share * _basket.Rate, rule.Cap);
        Attribute(TierRule(tier.Id), _sum * (tier.EarnMultiplier - Rational.One), _tierCap);
        foreach (var (rule, lost) in beaten)
            _cuts.Add(new RuleCut(rule, CutReason.Factor, new Points((lost * _basket.Share * _basket.Rate).Floor())));
    }

    private static Rational AddLine(RemainingLine line, OpenRule[] rates, Rational[] byRate)
    {
        var given = Rational.Zero;
        for (var index = 0; index < rates.Length; index++)
        {
            if (!BasketFit.Selects(rates[index].Rule.When, line))
                continue;
            var part = line.AmountMinor * ((RuleAmount.Rate)rates[index].Rule.Points).PerUnit;
            (byRate[index], given) = (byRate[index] + part, given + part);
        }

        return given;
    }

    private static void Multiply(
        RemainingLine line, Rational given, OpenRule[] factors, Dictionary<string, Rational> extra, Dictionary<string, Rational> beaten)
    {
        var selecting = factors.Where(rule => BasketFit.Selects(rule.Rule.When, line)).ToArray();
        if (selecting.MaxBy(Factor) is not { } best)
            return;
        extra[best.Rule.Id] += given * (Factor(best) - Rational.One);
        foreach (var rule in selecting.Where(rule => rule != best && Factor(rule) > Rational.One && given.Sign > 0))
            beaten[rule.Rule.Id] = beaten.GetValueOrDefault(rule.Rule.Id) + given * (Factor(rule) - Rational.One);
    }

    private static Rational Factor(OpenRule rule) => ((RuleAmount.Multiply)rule.Rule.Points).Factor;

    private void GrantBonuses(OpenRule[] fitting)
    {
        var bonuses = fitting.Where(rule => rule.Rule.Points is not (RuleAmount.Rate or RuleAmount.Multiply))
            .Select(rule => (Open: rule, Points: BasketFit.BonusOf(_basket, rule.Rule)))
            .Where(bonus => bonus.Points > Points.Zero)
            .ToArray();
        var best = bonuses.Where(bonus => bonus.Open is { UsedUp: null, Rule.Group: not null })
            .GroupBy(bonus => bonus.Open.Rule.Group)
            .ToDictionary(group => group.Key!, group => group.MaxBy(bonus => Capped(bonus.Points, bonus.Open.Cap)).Open);
        foreach (var (open, points) in bonuses)
        {
            if (open.UsedUp is { } reason)
                _cuts.Add(new RuleCut(open.Rule.Id, reason, points));
            else if (open.Rule.Group is { } group && best[group] != open)
                _cuts.Add(new RuleCut(open.Rule.Id, CutReason.Group, Capped(points, open.Cap)));
            else
                Grant(open.Rule.Id, points, open.Cap);
        }

        _cuts.AddRange(fitting.Where(rule => rule is { UsedUp: not null, Rule.Points: RuleAmount.Rate or RuleAmount.Multiply })
            .Select(rule => new RuleCut(rule.Rule.Id, rule.UsedUp!.Value, Points.Zero)));
    }

    private void Attribute(string rule, Rational part, Points? cap)
    {
        _sum += part;
        var floored = new Points(Rational.Max(_sum, Rational.Zero).Floor());
        var points = floored - _floored;
        _floored = floored;
        Grant(rule, points, cap);
    }

    private void Grant(string rule, Points points, Points? cap)
    {
        var kept = Capped(points, cap);
        if (kept < points)
            _cuts.Add(new RuleCut(rule, CutReason.Limit, points - kept));
        if (kept != Points.Zero)
            _granted.Add(new RulePoints(rule, kept));
    }

    private static Points Capped(Points points, Points? cap) => cap is { } most ? Points.Min(points, most) : points;
}
