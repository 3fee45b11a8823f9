using Loyalty.Programmes;

namespace Loyalty.UseCases;

internal static class Spending
{
    /// <summary>Minor units of a purchase's currency in minor units of the programme's, rounded down.</summary>
    public static long Of(Rational minor, Currency currency, ExchangeRate? rate, Currency own) => Rational.Min(
        Rational.Max(minor, Rational.Zero) * (rate?.Rate ?? Rational.One) * own.MinorPerMajor / currency.MinorPerMajor, Points.Limit).Floor();
}
