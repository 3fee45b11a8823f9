using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.Earning;

/// <summary>What is (left) in a basket, and by how much its amounts count.</summary>
/// <param name="Lines">Lines that the programme does not exclude.</param>
/// <param name="Total">Of all lines, in minor units of the purchase's currency.</param>
/// <param name="Share">The part of the total that was paid with tenders that earn, from 0 to 1.</param>
/// <param name="Rate">One minor unit in major units of the programme's currency.</param>
/// <param name="TenderTypes">With what it was paid.</param>
internal sealed record EarningBasket(
    IReadOnlyList<RemainingLine> Lines,
    Rational Total,
    Rational Share,
    Rational Rate,
    IReadOnlyList<string> TenderTypes)
{
    public static EarningBasket Of(Purchase purchase, IReadOnlyList<RemainingLine> remaining, Programme programme, ExchangeRate? rate)
    {
        return new EarningBasket(
            [.. remaining.Where(line => !IsExcluded(line, programme.Exclude))],
            RemainingLines.Sum(remaining),
            EarningShare(purchase, programme.Exclude),
            (rate?.Rate ?? Rational.One) / purchase.Total.Currency.MinorPerMajor,
            [.. purchase.Tenders.Select(tender => tender.Type)]);
    }

    private static bool IsExcluded(RemainingLine line, Exclusions exclude) =>
        line.Excluded
        || exclude.Skus.Contains(line.Sku, StringComparer.OrdinalIgnoreCase)
        || (line.Category is not null && exclude.Categories.Contains(line.Category, StringComparer.OrdinalIgnoreCase));

    private static Rational EarningShare(Purchase purchase, Exclusions exclude)
    {
        if (purchase.Total.Minor <= 0)
            return Rational.One;
        var without = purchase.Tenders.Where(tender => exclude.IncludesTender(tender.Type))
            .Aggregate(Rational.Zero, (sum, tender) => sum + tender.Amount.Minor);
        return Rational.Min(Rational.Max((purchase.Total.Minor - without) / purchase.Total.Minor, Rational.Zero), Rational.One);
    }
}
