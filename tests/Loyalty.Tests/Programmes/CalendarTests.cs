using Loyalty.Programmes;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

public class CalendarTests
{
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00Z")]
    [InlineData("Europe/Berlin", "2026-03-30", "2026-03-29T22:00Z")]
    [InlineData("Europe/Berlin", "2026-10-26", "2026-10-25T23:00Z")]
    [InlineData("Asia/Beirut", "2026-03-29", "2026-03-28T22:00Z")] // clocks jump from 00:00 to 01:00
    [InlineData("America/Havana", "2026-11-01", "2026-11-01T04:00Z")] // 00:00 comes twice
    [InlineData("Pacific/Apia", "2011-12-30", "2011-12-30T10:00Z")] // the date was skipped
    [InlineData("Asia/Kathmandu", "2026-11-03", "2026-11-02T18:15Z")]
    public void A_day_starts_at_its_first_instant(string zone, string date, string start)
    {
        var timeZone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var instant = timeZone.StartOfDay(Date(date));

        Assert.Equal(Instant(start), instant);
        Assert.True(timeZone.LocalDate(instant) >= Date(date));
        Assert.True(timeZone.LocalDate(instant.AddTicks(-1)) < Date(date));
    }

    [Theory]
    [InlineData("2026-11-03T22:59:59.9999999Z", "2026-11-03")]
    [InlineData("2026-11-03T23:00:00Z", "2026-11-04")]
    [InlineData("2026-11-03T23:30:00-05:00", "2026-11-04")]
    [Trait("Fault", "105")]
    public void A_local_date_is_that_of_the_programme(string instant, string date) =>
        Assert.Equal(Date(date), Sample.LocalDate(Instant(instant)));

    [Theory]
    [InlineData("2026-01-31", "2026-02-28")]
    [InlineData("2028-01-31", "2028-02-29")]
    [InlineData("2026-08-31", "2026-09-30")]
    public void A_month_later_is_clamped_to_the_end_of_a_shorter_month(string from, string to) =>
        Assert.Equal(Date(to), new Period(1, 0, default).After(Date(from)));

    [Fact]
    public void Two_months_at_once_are_not_clamped_on_the_way() =>
        Assert.Equal(Date("2026-03-31"), new Period(2, 0, default).After(Date("2026-01-31")));

    [Fact]
    public void The_calendar_does_not_end_in_an_exception()
    {
        var long10000Years = new Period(120_000, 0, default);

        Assert.Equal((DateOnly.MaxValue, DateOnly.MinValue), (long10000Years.After(Date("2026-01-01")), long10000Years.Before(Date("2026-01-01"))));
        Assert.Equal(DateOnly.MaxValue, new Period(0, 10_000, default).After(DateOnly.MaxValue));
    }
}
