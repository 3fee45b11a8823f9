using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Earning;

/// <summary>The conditions that ask about the basket, and what bonuses it is worth.</summary>
internal static class BasketFit
{
    public static bool Fits(EarningBasket basket, Conditions when) =>
        (when.MinTotal is not { } total || basket.Total * basket.Rate >= total)
        && (when.MinQuantity is not { } quantity || QuantityOf(basket, when) >= quantity)
        && (when.Tenders is null || when.Tenders.Any(type => basket.TenderTypes.Contains(type, StringComparer.OrdinalIgnoreCase)))
        && (when.Basket is not { } together || HasTogether(basket, when, together));

    public static bool Selects(Conditions when, RemainingLine line) =>
        Includes(when.Categories, line.Category) && Includes(when.Skus, line.Sku)
        && (when.MinMargin is not { } margin || line.MarginRate >= margin * PurchaseLine.WholeMargin)
        && (when.FullPrice is not { } full || line.FullPrice == full);

    /// <summary>Whether there has to be a line that is selected.</summary>
    public static bool AsksForLines(Conditions when) => when is not { Categories: null, Skus: null, MinMargin: null, FullPrice: null };

    /// <summary>What a bonus gives for the basket: nothing without a line that the rule selects.</summary>
    public static Points BonusOf(EarningBasket basket, EarnRule rule)
    {
        var when = rule.When;
        if (AsksForLines(when) && !Eligible(basket).Any(line => Selects(when, line)))
            return Points.Zero;
        return rule.Points switch
        {
            RuleAmount.Fixed bonus => bonus.Points,
            RuleAmount.PerPiece piece => new Points(checked(piece.Points.Value * Math.Max(QuantityOf(basket, when).Floor(), 0))),
            RuleAmount.Stepped stepped => StepOf(stepped, Measured(basket, when, stepped.By)),
            _ => Points.Zero,
        };
    }

    private static Points StepOf(RuleAmount.Stepped stepped, Rational measured) =>
        stepped.Steps.LastOrDefault(step => step.From <= measured)?.Points ?? Points.Zero;

    private static Rational Measured(EarningBasket basket, Conditions when, StepMeasure by) => by switch
    {
        StepMeasure.Amount => AmountOf(basket, when),
        StepMeasure.Quantity => QuantityOf(basket, when),
        _ => basket.Total * basket.Rate,
    };

    private static bool HasTogether(EarningBasket basket, Conditions when, BasketConditions together) =>
        together.Categories.All(category => Eligible(basket).Any(line => Is(category, line.Category)))
        && together.Skus.All(sku => Eligible(basket).Any(line => Is(sku, line.Sku)))
        && (together.MinAmount is not { } amount || AmountOf(basket, when) >= amount);

    /// <summary>In major units of the programme's currency, without what was paid by tenders that earn nothing.</summary>
    private static Rational AmountOf(EarningBasket basket, Conditions when) =>
        basket.Lines.Where(line => Selects(when, line)).Aggregate(Rational.Zero, (sum, line) => sum + line.AmountMinor) * basket.Share * basket.Rate;

    private static Rational QuantityOf(EarningBasket basket, Conditions when) =>
        Eligible(basket).Where(line => Selects(when, line)).Aggregate(Rational.Zero, (sum, line) => sum + line.QuantityThousandths) / PurchaseLine.One;

    private static IEnumerable<RemainingLine> Eligible(EarningBasket basket) =>
        basket.Lines.Where(line => line.AmountMinor.Sign > 0 && basket.Share.Sign > 0);

    private static bool Is(string one, string? other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool Includes(IReadOnlyList<string>? list, string? value) =>
        list is null || (value is not null && list.Contains(value, StringComparer.OrdinalIgnoreCase));
}
