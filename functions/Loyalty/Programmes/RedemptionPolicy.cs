namespace Loyalty.Programmes;

/// <summary><c>Points</c> are worth <c>Worth</c>; nothing below <c>Minimum</c> can be redeemed for money.</summary>
public sealed record RedemptionPolicy(Points Points, Money Worth, Points Minimum, TimeSpan ReserveFor)
{
    public static readonly TimeSpan DefaultReserveFor = TimeSpan.FromMinutes(15);

    /// <summary>Down to the minor unit.</summary>
    public Money ValueOf(Points points) => new((new Rational(points.Value, Points.Value) * Worth.Minor).Floor(), Worth.Currency);
}
