namespace Loyalty.Purchases;

/// <summary>What refunds leave of a purchase. In fractions, so that ten small refunds leave what one large one does.</summary>
internal static class RemainingLines
{
    public static IReadOnlyList<RemainingLine> AllOf(Purchase purchase) => purchase.Lines.Count == 0
        ? [new RemainingLine("", null, PurchaseLine.One, purchase.Total.Minor, Excluded: false)]
        : [.. purchase.Lines.Select(Whole)];

    private static RemainingLine Whole(PurchaseLine line) =>
        new(line.Sku, line.Category, line.QuantityThousandths, line.Amount.Minor, line.Excluded) { MarginRate = line.MarginRate, FullPrice = line.FullPrice };

    public static Rational Sum(IReadOnlyList<RemainingLine> lines) =>
        lines.Aggregate(Rational.Zero, (sum, line) => sum + line.AmountMinor);

    /// <param name="more">More was given back than remained; it counts as what remained.</param>
    public static IReadOnlyList<RemainingLine> After(PurchaseState state, Refund refund, out bool more)
    {
        more = false;
        if (refund.Whole)
            return Scale(state.Remaining, Rational.Zero);
        return refund.Lines.Count > 0 && state.Purchase.Lines.Count > 0
            ? Reduce(state.Remaining, refund.Lines, out more)
            : ReduceInProportion(state.Remaining, refund.Total.Minor, out more);
    }

    private static RemainingLine[] ReduceInProportion(IReadOnlyList<RemainingLine> lines, Rational amount, out bool more)
    {
        var total = Sum(lines);
        more = amount > total;
        return Scale(lines, amount >= total ? Rational.Zero : (total - amount) / total);
    }

    private static RemainingLine[] Scale(IReadOnlyList<RemainingLine> lines, Rational factor) =>
    [
        .. from line in lines
           select line with { AmountMinor = line.AmountMinor * factor, QuantityThousandths = line.QuantityThousandths * factor },
    ];

    private static RemainingLine[] Reduce(IReadOnlyList<RemainingLine> lines, IReadOnlyList<PurchaseLine> refunded, out bool more)
    {
        more = false;
        var left = lines.ToArray();
        foreach (var line in refunded)
        {
            Rational amount = line.Amount.Minor;
            Rational quantity = Math.Abs(line.QuantityThousandths);
            for (var index = 0; index < left.Length && amount.Sign != 0; index++)
                if (left[index].AmountMinor.Sign == amount.Sign && left[index].Sku.Equals(line.Sku, StringComparison.OrdinalIgnoreCase))
                    left[index] = Take(left[index], ref amount, ref quantity);
            more |= amount.Sign != 0;
        }

        return left;
    }

    /// <summary>Takes as much as the line holds; both signs alike, since a discount is given back as a discount.</summary>
    private static RemainingLine Take(RemainingLine line, ref Rational amount, ref Rational quantity)
    {
        var part = amount.Sign > 0 ? Rational.Min(amount, line.AmountMinor) : Rational.Max(amount, line.AmountMinor);
        var all = part == line.AmountMinor;
        var pieces = all ? line.QuantityThousandths
            : quantity.Sign > 0 ? Rational.Min(quantity, line.QuantityThousandths)
            : line.QuantityThousandths * part / line.AmountMinor;
        amount -= part;
        quantity = Rational.Max(quantity - pieces, Rational.Zero);
        return line with { AmountMinor = line.AmountMinor - part, QuantityThousandths = line.QuantityThousandths - pieces };
    }
}
