namespace Loyalty.Programmes;

/// <summary>One unit of <c>Currency</c> in units of the programme's, for receipts of these local dates.</summary>
public sealed record ExchangeRate(string Id, Currency Currency, Rational Rate, DateOnly? From, DateOnly? Until)
{
    public bool Covers(DateOnly date) => (From is null || date >= From) && (Until is null || date <= Until);
}
