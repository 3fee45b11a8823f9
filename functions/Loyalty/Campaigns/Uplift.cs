using System.Numerics;

namespace Loyalty.Campaigns;

/// <summary>
/// How the mean of a measure differs between addressed and held-out members, with its confidence interval of 95 % by Welch's approximation
/// (normal quantile 1.96). Numbers are in units of the scale, rounded outwards; without two members in each group nothing is known of the spread.
/// </summary>
/// <param name="Addressed">The mean of those addressed, down to the unit.</param>
/// <param name="HeldOut">The mean of those held out, down to the unit.</param>
/// <param name="Difference">The first less the second, down to the unit.</param>
/// <param name="Low">Where the interval begins.</param>
/// <param name="High">Where it ends.</param>
public sealed record Uplift(long Addressed, long HeldOut, long Difference, long? Low, long? High)
{
    // 1.96 squared.
    private static readonly Rational Quantile = new(38_416, 10_000);

    /// <summary>Whether the interval lies on one side of zero.</summary>
    public bool IsShown => Low > 0 || High < 0;

    /// <param name="addressed">Members, sum and sum of squares of those addressed.</param>
    /// <param name="heldOut">The same of those held out.</param>
    /// <param name="scale">How many units one of the measure is.</param>
    public static Uplift? Of(Sample addressed, Sample heldOut, long scale)
    {
        if (addressed.Members == 0 || heldOut.Members == 0)
            return null;
        var (one, other) = (addressed.Mean * scale, heldOut.Mean * scale);
        var difference = one - other;
        var (floor, isWhole) = (difference.Floor(), difference.IsWhole);
        if (addressed.Members < 2 || heldOut.Members < 2)
            return new Uplift(one.Floor(), other.Floor(), floor, null, null);
        var half = RootUp(Quantile * scale * scale * (addressed.SquaredError + heldOut.SquaredError));
        return new Uplift(one.Floor(), other.Floor(), floor, floor - half, floor + half + (isWhole ? 0 : 1));
    }

    /// <summary>The smallest whole number whose square is not less.</summary>
    internal static long RootUp(Rational square)
    {
        var whole = (square.Numerator + square.Denominator - 1) / square.Denominator;
        var (low, high) = (BigInteger.Zero, BigInteger.One << (int)((whole.GetBitLength() + 2) / 2));
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = middle * middle >= whole ? (low, middle) : (middle + 1, high);
        }

        return (long)low;
    }
}

/// <summary>A measure over the members of a group.</summary>
public readonly record struct Sample(long Members, long Sum, Int128 Squares)
{
    public Rational Mean => new(Sum, Members);

    /// <summary>The variance of the mean, from the variance between members.</summary>
    internal Rational SquaredError
    {
        get
        {
            BigInteger members = Members;
            var spread = new Rational((BigInteger)Squares * members - (BigInteger)Sum * Sum, members * (members - 1));
            return spread / Members;
        }
    }
}
