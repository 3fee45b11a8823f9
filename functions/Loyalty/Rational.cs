using System.Globalization;
using System.Numerics;

namespace Loyalty;

/// <summary>
/// An exact fraction in lowest terms; the denominator is positive. Rates and shares of lines never round before the one floor.
/// </summary>
public readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    public static readonly Rational Zero;

    public static readonly Rational One = new(1, 1);

    private const int MaximumDigits = 40;

    private readonly BigInteger _denominator;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
            throw new DivideByZeroException("A fraction needs a denominator other than zero.");
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / divisor;
        _denominator = denominator / divisor;
    }

    // Whole numbers are most of what is added up, and they are in lowest terms already.
    private Rational(BigInteger whole) => (Numerator, _denominator) = (whole, BigInteger.One);

    public BigInteger Numerator { get; }

    // The default value of the struct has no denominator and stands for zero.
    public BigInteger Denominator => _denominator.IsZero ? BigInteger.One : _denominator;

    public int Sign => Numerator.Sign;

    public bool IsWhole => Denominator.IsOne;

    public static implicit operator Rational(long value) => new(value);

    public static Rational FromInt64(long value) => value;

    public static Rational operator +(Rational left, Rational right) => left.IsWhole && right.IsWhole
        ? new(left.Numerator + right.Numerator)
        : new(left.Numerator * right.Denominator + right.Numerator * left.Denominator, left.Denominator * right.Denominator);

    public static Rational operator -(Rational left, Rational right) => left + -right;

    public static Rational operator -(Rational value) => new(-value.Numerator, value.Denominator);

    public static Rational operator *(Rational left, Rational right) => left.IsWhole && right.IsWhole
        ? new(left.Numerator * right.Numerator)
        : new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);

    public static Rational operator /(Rational left, Rational right) =>
        new(left.Numerator * right.Denominator, left.Denominator * right.Numerator);

    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    public static Rational Add(Rational left, Rational right) => left + right;

    public static Rational Subtract(Rational left, Rational right) => left - right;

    public static Rational Multiply(Rational left, Rational right) => left * right;

    public static Rational Divide(Rational left, Rational right) => left / right;

    public static Rational Negate(Rational value) => -value;

    public static Rational Min(Rational left, Rational right) => left < right ? left : right;

    public static Rational Max(Rational left, Rational right) => left > right ? left : right;

    /// <summary>
    /// A decimal such as <c>-12.50</c>: digits, at most one point with digits on both sides, no exponent, no sign but minus.
    /// </summary>
    public static bool TryParse(string? text, out Rational value)
    {
        value = Zero;
        if (string.IsNullOrEmpty(text))
            return false;
        var digits = text[0] == '-' ? text[1..] : text;
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        if (point == 0 || (point > 0 && decimals == 0) || digits.Length is 0 or > MaximumDigits)
            return false;
        var all = point < 0 ? digits : digits.Remove(point, 1);
        if (!all.All(char.IsAsciiDigit))
            return false;
        var magnitude = new Rational(BigInteger.Parse(all, NumberStyles.None, CultureInfo.InvariantCulture), BigInteger.Pow(10, decimals));
        value = text[0] == '-' ? -magnitude : magnitude;
        return true;
    }

    public static Rational Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a decimal number.");

    /// <summary>The inverse of <see cref="ToString"/>: <c>n</c> or <c>n/d</c>.</summary>
    public static Rational ParseFraction(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.Split('/');
        var numerator = BigInteger.Parse(parts[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return parts.Length == 1
            ? new Rational(numerator, BigInteger.One)
            : new Rational(numerator, BigInteger.Parse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>The largest integer not above the value. Throws <see cref="OverflowException"/> outside 64 bits.</summary>
    public long Floor()
    {
        var quotient = BigInteger.DivRem(Numerator, Denominator, out var remainder);
        return (long)(remainder.Sign < 0 ? quotient - 1 : quotient);
    }

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => IsWhole
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}
