using System.Globalization;

namespace Loyalty;

/// <summary>A number of points. Arithmetic is checked; nothing in the ledger may exceed <see cref="Limit"/> either way.</summary>
public readonly record struct Points(long Value) : IComparable<Points>
{
    /// <summary>The largest entry and the largest balance, in points.</summary>
    public const long Limit = 1_000_000_000_000_000;

    public static readonly Points Zero;

    public bool IsWithinLimit => Value is >= -Limit and <= Limit;

    public static Points operator +(Points left, Points right) => new(left.Value + right.Value);

    public static Points operator -(Points left, Points right) => new(left.Value - right.Value);

    public static Points operator -(Points points) => new(-points.Value);

    public static bool operator <(Points left, Points right) => left.Value < right.Value;

    public static bool operator >(Points left, Points right) => left.Value > right.Value;

    public static bool operator <=(Points left, Points right) => left.Value <= right.Value;

    public static bool operator >=(Points left, Points right) => left.Value >= right.Value;

    public static Points Add(Points left, Points right) => left + right;

    public static Points Subtract(Points left, Points right) => left - right;

    public static Points Negate(Points points) => -points;

    public static Points Min(Points left, Points right) => left < right ? left : right;

    public static Points Max(Points left, Points right) => left > right ? left : right;

    public static Points Sum(IEnumerable<Points> points) => points.Aggregate(Zero, Add);

    public int CompareTo(Points other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
