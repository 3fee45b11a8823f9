using System.Globalization;

namespace Loyalty;

/// <summary>An amount in minor units of its currency.</summary>
public readonly record struct Money(long Minor, Currency Currency)
{
    private const int MaximumIntegerDigits = 15;

    public static Money Zero(Currency currency) => new(0, currency);

    /// <summary>Reads major units such as <c>-42.50</c>: no exponent, no more decimals than the currency has but trailing zeros.</summary>
    public static bool TryParse(string? amount, Currency currency, out Money money, out string problem)
    {
        ArgumentNullException.ThrowIfNull(currency);
        money = Zero(currency);
        problem = "is not a decimal number";
        if (!Rational.TryParse(amount, out var major))
            return false;
        if (amount!.TrimStart('-').Split('.')[0].TrimStart('0').Length > MaximumIntegerDigits)
            return Fails("has more than 15 digits before the point", out problem);
        var minor = major * currency.MinorPerMajor;
        if (!minor.IsWhole)
            return Fails($"has more decimals than {currency.Code} allows ({currency.Digits})", out problem);
        if (minor.Numerator > long.MaxValue || minor.Numerator < long.MinValue)
            return Fails("is out of range", out problem);
        money = new Money((long)minor.Numerator, currency);
        problem = "";
        return true;
    }

    /// <summary>Major units with all decimals of the currency: <c>42.50</c>.</summary>
    public string Format()
    {
        if (Currency.Digits == 0)
            return Minor.ToString(CultureInfo.InvariantCulture);
        var (major, rest) = Int128.DivRem(Int128.Abs(Minor), Currency.MinorPerMajor);
        var decimals = rest.ToString(CultureInfo.InvariantCulture).PadLeft(Currency.Digits, '0');
        return string.Create(CultureInfo.InvariantCulture, $"{(Minor < 0 ? "-" : "")}{major}.{decimals}");
    }

    public override string ToString() => $"{Format()} {Currency.Code}";

    internal Rational Major => new(Minor, Currency.MinorPerMajor);

    private static bool Fails(string because, out string problem)
    {
        problem = because;
        return false;
    }
}
