using System.Numerics;

namespace Loyalty.Tests;

public class AmountTests
{
    [Theory]
    [InlineData("42.50", "EUR", 4250L, "42.50")]
    [InlineData("-0.01", "EUR", -1L, "-0.01")]
    [InlineData("-0", "EUR", 0L, "0.00")]
    [InlineData("7", "EUR", 700L, "7.00")]
    [InlineData("7.500", "EUR", 750L, "7.50")]
    [InlineData("1200", "JPY", 1200L, "1200")]
    [InlineData("1200.00", "JPY", 1200L, "1200")]
    [InlineData("1.234", "KWD", 1234L, "1.234")]
    [InlineData("999999999999999.99", "EUR", 99999999999999999L, "999999999999999.99")]
    [InlineData("-92233720368547758.08", "EUR", null, null)]
    [InlineData("000000000000000001.00", "EUR", 100L, "1.00")]
    [InlineData("0.001", "EUR", null, null)]
    [InlineData("1.5", "JPY", null, null)]
    [InlineData("1000000000000000", "EUR", null, null)]
    [InlineData("1e3", "EUR", null, null)]
    [InlineData("+1", "EUR", null, null)]
    [InlineData("1,50", "EUR", null, null)]
    [InlineData(".5", "EUR", null, null)]
    [InlineData("5.", "EUR", null, null)]
    [InlineData("--5", "EUR", null, null)]
    [InlineData("١٢", "EUR", null, null)]
    [InlineData(" 5", "EUR", null, null)]
    [InlineData("NaN", "EUR", null, null)]
    [InlineData("", "EUR", null, null)]
    [InlineData(null, "EUR", null, null)]
    [Trait("Fault", "86")]
    public void Money_is_read_exactly_or_not_at_all(string? text, string currency, long? minor, string? formatted)
    {
        var read = Money.TryParse(text, Currency.Get(currency), out var money, out var problem);

        Assert.Equal(minor is not null, read);
        Assert.Equal(read, problem == "");
        if (read)
            Assert.Equal((minor!.Value, formatted), (money.Minor, money.Format()));
    }

    [Theory]
    [InlineData("EUR", 2)]
    [InlineData("JPY", 0)]
    [InlineData("KWD", 3)]
    [InlineData("CLF", 4)]
    [InlineData("HRK", null)]
    [InlineData("XXX", null)]
    [InlineData("XAU", null)]
    [InlineData("eur", null)]
    [InlineData(null, null)]
    [Trait("Fault", "89")]
    public void Only_active_currencies_are_known(string? code, int? digits)
    {
        Assert.Equal(digits is not null, Currency.TryGet(code, out var currency));
        if (digits is not null)
            Assert.Equal(digits, currency.Digits);
    }

    [Fact]
    public void Rows_in_a_retired_currency_stay_readable() => Assert.Equal(2, Currency.Get("HRK").Digits);

    [Theory]
    [InlineData("7", "2", 3)]
    [InlineData("-7", "2", -4)]
    [InlineData("-8", "2", -4)]
    [InlineData("0.3", "0.1", 3)]
    [InlineData("1", "3", 0)]
    public void Fractions_are_floored_towards_minus_infinity(string left, string right, long floor) =>
        Assert.Equal(floor, (Rational.Parse(left) / Rational.Parse(right)).Floor());

    [Fact]
    public void A_third_three_times_is_one()
    {
        var third = new Rational(1, 3);

        Assert.Equal(Rational.One, third + third + third);
        Assert.Equal(new Rational(-1, 3), new Rational(2, -6));
        Assert.Equal(Rational.Zero, default);
        Assert.Equal("0", default(Rational).ToString());
        Assert.Equal(third, Rational.ParseFraction(third.ToString()));
    }

    [Fact]
    [Trait("Fault", "87")]
    public void Arithmetic_that_leaves_64_bits_throws()
    {
        Assert.Throws<OverflowException>(() => new Points(long.MaxValue) + new Points(1));
        Assert.Throws<OverflowException>(() => -new Points(long.MinValue));
        Assert.Throws<OverflowException>(() => new Rational(BigInteger.Pow(2, 63), 1).Floor());
    }

    [Theory]
    [InlineData("P12M", 12, 0, 0)]
    [InlineData("P1Y6M", 18, 0, 0)]
    [InlineData("P2W3D", 0, 17, 0)]
    [InlineData("PT15M", 0, 0, 900)]
    [InlineData("P0D", 0, 0, 0)]
    [InlineData("P1DT1H", 0, 1, 3600)]
    public void Durations_of_iso_8601(string text, int months, int days, int seconds)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal(new Period(months, days, TimeSpan.FromSeconds(seconds)), period);
    }

    [Theory]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("1D")]
    [InlineData("P-1D")]
    [InlineData("P1.5D")]
    [InlineData("P99999999999D")]
    [InlineData("P10001Y")]
    [InlineData("P1D ")]
    [InlineData(null)]
    public void Other_texts_are_no_durations(string? text) => Assert.False(Period.TryParse(text, out _));
}
