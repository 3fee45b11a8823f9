using System.Text;

namespace Loyalty.Purchases;

/// <summary>
/// One line of a receipt; a discount or a returned deposit is negative. <c>Excluded</c>: the item catalogue says it earns nothing.
/// </summary>
public sealed record PurchaseLine(string Sku, string? Category, long QuantityThousandths, Money Amount, bool Excluded = false)
{
    public const long One = 1_000;

    /// <summary>What <see cref="MarginRate"/> counts: ten-thousandths.</summary>
    public const int WholeMargin = 10_000;

    /// <summary>What the item catalogue says of the article's margin, in ten-thousandths of its price; null where it says nothing.</summary>
    public int? MarginRate { get; init; }

    /// <summary>Whether it was sold for no less than the price that the item catalogue had then; null where that says nothing.</summary>
    public bool? FullPrice { get; init; }

    /// <summary>A decimal with at most three places, in thousandths.</summary>
    public static bool TryParseQuantity(string? text, out long thousandths)
    {
        thousandths = 0;
        if (!Rational.TryParse(text, out var value))
            return false;
        var exact = value * One;
        if (!exact.IsWhole || exact > 1_000_000_000_000 || exact < -1_000_000_000_000)
            return false;
        thousandths = exact.Floor();
        return true;
    }
}

/// <summary>A means of payment; change given back is negative. The types <c>points</c> and <c>giftcard</c> earn nothing.</summary>
public sealed record Tender(string Type, Money Amount);

/// <summary>A completed sale as its till reported it.</summary>
public sealed record Purchase(
    ReceiptKey Receipt,
    string? RegisterId,
    Money Total,
    IReadOnlyList<PurchaseLine> Lines,
    IReadOnlyList<Tender> Tenders,
    string? Channel = null)
{
    public const int MaximumLines = 1_000;
    public const int MaximumTenders = 50;

    /// <summary>The first thing wrong, or null. Only purchases without a fault may be decided on.</summary>
    public PurchaseFault? Check() =>
        Total.Minor < 0 ? new(PurchaseProblem.Invalid, "/total", "is negative")
        : Tenders.Count > MaximumTenders ? new(PurchaseProblem.TooLarge, "/tenders", $"has more than {MaximumTenders} tenders")
        : Basket.Check(Lines, Total)
        ?? Basket.CheckSum(Tenders.Select(tender => tender.Amount), Total, "/tenders");
}

/// <summary>A sale or a part of it given back. Amounts are what was paid back, so positive; <c>Whole</c>: the sale was voided.</summary>
public sealed record Refund(ReceiptKey Receipt, string RefundId, Money Total, IReadOnlyList<PurchaseLine> Lines, bool Whole = false)
{
    /// <summary>The first thing wrong, or null.</summary>
    public PurchaseFault? Check() =>
        Total.Minor < 0 ? new(PurchaseProblem.Invalid, "/total", "is negative") : Basket.Check(Lines, Total);
}

public enum PurchaseProblem { Invalid, TooLarge, AmountsDisagree }

/// <summary>A JSON Pointer into the data of the purchase and what is wrong there.</summary>
public sealed record PurchaseFault(PurchaseProblem Problem, string Pointer, string Detail);

internal static class Basket
{
    // Keeps the JSON of an entry below 400 KB, with the worst escaping, however the text is spread over the lines.
    private const int MaximumTextBytes = 120_000;

    public static PurchaseFault? Check(IReadOnlyList<PurchaseLine> lines, Money total)
    {
        if (lines.Count > Purchase.MaximumLines)
            return new(PurchaseProblem.TooLarge, "/lines", $"has more than {Purchase.MaximumLines} lines");
        if (lines.Sum(line => Encoding.UTF8.GetByteCount(line.Sku) + Encoding.UTF8.GetByteCount(line.Category ?? "")) > MaximumTextBytes)
            return new(PurchaseProblem.TooLarge, "/lines", "has too much text");
        return CheckSum(lines.Select(line => line.Amount), total, "/lines");
    }

    public static PurchaseFault? CheckSum(IEnumerable<Money> parts, Money total, string pointer)
    {
        var (sum, any) = (Int128.Zero, false);
        foreach (var part in parts)
        {
            if (part.Currency != total.Currency)
                return new(PurchaseProblem.Invalid, pointer, "has another currency than the total");
            (sum, any) = (sum + part.Minor, true);
        }
        return any && sum != total.Minor ? new(PurchaseProblem.AmountsDisagree, pointer, "does not add up to the total") : null;
    }
}
