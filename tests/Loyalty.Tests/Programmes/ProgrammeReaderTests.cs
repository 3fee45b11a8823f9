using System.Text;
using Loyalty.Programmes;
using static Loyalty.Tests.Given;

namespace Loyalty.Tests.Programmes;

public class ProgrammeReaderTests
{
    private const string Head = """ "id": "p", "version": "1", "currency": "EUR", "timeZone": "Europe/Berlin" """;

    [Fact]
    public void The_sample_is_read_in_full()
    {
        Assert.Equal(("sample", "1", "EUR", "Europe/Berlin"), (Sample.Id, Sample.Version, Sample.Currency.Code, Sample.TimeZone.Id));
        Assert.Equal(["base", "coffee-2x", "big-basket", "welcome", "visit"], Sample.Earn.Select(rule => rule.Id));
        Assert.Equal(Rational.Parse("1.25"), Sample.Tiers.Level("silver").EarnMultiplier);
        Assert.Equal((new Points(100), "1.00 EUR", TimeSpan.FromMinutes(15)),
            (Sample.Redemption!.Minimum, Sample.Redemption.Worth.ToString(), Sample.Redemption.ReserveFor));
        Assert.Equal(["silver", "gold"], Sample.Reward("free-coffee")!.Tiers);
        Assert.Equal(RoundUpTo.Month, Sample.Expiry!.RoundUpTo);
    }

    [Theory]
    [InlineData("""{"id": "p"}""", "/currency")]
    [InlineData("""{"id": "p"}""", "/earn")]
    [InlineData("""{"id": "a b"}""", "/id")]
    [InlineData("""{"currency": "HRK"}""", "/currency")]
    [InlineData("""{"timeZone": "Europe/Atlantis"}""", "/timeZone")]
    [InlineData("""{"timezone": "Europe/Berlin"}""", "/timezone")]
    [InlineData("""{"from": "2026-11-03T00:00:00"}""", "/from")]
    [InlineData("""{"earn": {}}""", "/earn")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase"}]}""", "/earn/0/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "sale", "points": {"fixed": 1}}]}""", "/earn/0/on")]
    [InlineData("""{"earn": [{"id": "a", "on": "event:", "points": {"fixed": 1}}]}""", "/earn/0/on")]
    [InlineData("""{"earn": [{"id": "a", "on": "survey", "points": {"multiply": "2"}}]}""", "/earn/0/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "survey", "when": {"skus": ["a"]}, "points": {"fixed": 2}}]}""", "/earn/0/when/skus")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 0}}]}""", "/earn/0/points/fixed")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1.5}}]}""", "/earn/0/points/fixed")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"amount": 1}}]}""", "/earn/0/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"amount": 1, "per": "0"}}]}""", "/earn/0/points/per")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1, "multiply": "2"}}]}""", "/earn/0/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"multiply": "-2"}}]}""", "/earn/0/points/multiply")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"multiply": "1000.1"}}]}""", "/earn/0/points/multiply")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"multiply": 1.1}}]}""", "/earn/0/points/multiply")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"multiply": "1e9"}}]}""", "/earn/0/points/multiply")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}}, {"id": "a", "on": "survey", "points": {"fixed": 1}}]}""", "/earn/1/id")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "limit": {"count": 0, "per": "day"}}]}""", "/earn/0/limit/count")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "limit": {"per": "day"}}]}""", "/earn/0/limit")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "limit": {"count": 1, "per": "decade"}}]}""", "/earn/0/limit/per")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "budget": {"points": -1}}]}""", "/earn/0/budget/points")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"tiers": ["gold"]}}]}""", "/earn/0/when/tiers/0")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"days": ["monday"]}}]}""", "/earn/0/when/days/0")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"hours": "7-10"}}]}""", "/earn/0/when/hours")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"until": "soon"}}]}""", "/earn/0/when/until")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"birthday": {"within": "P1Y"}}}]}""", "/earn/0/when/birthday/within")]
    [InlineData("""{"earn": [{"id": "a", "on": "purchase", "points": {"fixed": 1}, "when": {"a/b~c": 1}}]}""", "/earn/0/when/a~1b~0c")]
    [InlineData("""{"tiers": {"window": "P12M", "levels": []}}""", "/tiers/levels")]
    [InlineData("""{"tiers": {"window": "P12M", "levels": [{"id": "a", "from": 1}]}}""", "/tiers/levels/0/from")]
    [InlineData("""{"tiers": {"window": "P12M", "levels": [{"id": "a", "from": 0}, {"id": "b", "from": 0}]}}""", "/tiers/levels/1/from")]
    [InlineData("""{"tiers": {"window": "P12M", "levels": [{"id": "a", "from": 0}, {"id": "a", "from": 5}]}}""", "/tiers/levels/1/id")]
    [InlineData("""{"tiers": {"window": "P25M", "levels": [{"id": "a", "from": 0}]}}""", "/tiers/window")]
    [InlineData("""{"expiry": {"after": "P0D"}}""", "/expiry/after")]
    [InlineData("""{"expiry": {"after": "P1M", "roundUpTo": "week"}}""", "/expiry/roundUpTo")]
    [InlineData("""{"pending": {"for": "PT1H"}}""", "/pending/for")]
    [InlineData("""{"redemption": {"points": 0, "worth": "1.00"}}""", "/redemption/points")]
    [InlineData("""{"redemption": {"points": 1, "worth": "0.001"}}""", "/redemption/worth")]
    [InlineData("""{"redemption": {"points": 1, "worth": "0.00"}}""", "/redemption/worth")]
    [InlineData("""{"redemption": {"points": 1, "worth": "1.00", "reserveFor": "P8D"}}""", "/redemption/reserveFor")]
    [InlineData("""{"rewards": [{"id": "a", "points": 5, "tiers": ["gold"]}]}""", "/rewards/0/tiers/0")]
    [InlineData("""{"rewards": [{"id": "a", "points": 5, "stores": []}]}""", "/rewards/0/stores")]
    [InlineData("""{"rewards": [{"id": "a", "points": 5, "stores": "s1"}]}""", "/rewards/0/stores")]
    [InlineData("""{"rewards": [{"id": "a", "points": 5}, {"id": "b", "points": 5, "stores": ["s1", ""]}]}""", "/rewards/1/stores/1")]
    [InlineData("""{"rewards": [{"id": "a", "points": 5}, {"id": "a", "points": 6}]}""", "/rewards/1/id")]
    [InlineData("""{"rates": [{"id": "a", "currency": "EUR", "rate": "1"}], "currency": "EUR"}""", "/rates/0/currency")]
    [InlineData("""{"rates": [{"id": "a", "currency": "USD", "rate": "1", "from": "2026-02-01", "until": "2026-01-01"}]}""", "/rates/0/until")]
    [InlineData("""{"earn": [], "earn": []}""", "")]
    [InlineData("[]", "")]
    [InlineData("", "")]
    [InlineData("{} {}", "")]
    [Trait("Fault", "116")]
    public void Everything_wrong_is_named_by_its_pointer(string json, string pointer)
    {
        var (programme, faults) = ProgrammeReader.Read(Encoding.UTF8.GetBytes(json));

        Assert.Null(programme);
        Assert.Contains(faults, fault => fault.Pointer == pointer);
    }

    [Fact]
    public void All_faults_are_named_at_once()
    {
        var (_, faults) = ProgrammeReader.Read(Encoding.UTF8.GetBytes(
            $$"""{ {{Head}}, "earn": [{"id": "a", "on": "x", "points": {"fixed": -1}, "colour": 1}]}"""));

        Assert.Equal(["/earn/0/colour", "/earn/0/on", "/earn/0/points/fixed"], faults.Select(fault => fault.Pointer).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var programme = Programme($$"""{ {{Head}}, "earn": []}""");

        Assert.Equal(DateOnly.MaxValue, programme.ExpiresOn(Date("2026-11-03")));
        Assert.Equal((default, "member", null), (programme.PendingFor, programme.Tiers.Lowest.Id, programme.Redemption));
    }

    [Fact]
    [Trait("Fault", "61")]
    public void Bytes_that_are_no_text_are_no_programme()
    {
        Assert.Equal("", Assert.Single(ProgrammeReader.Read([0xff, 0xfe, 0x00]).Faults).Pointer);
        Assert.Equal("", Assert.Single(ProgrammeReader.Read(Encoding.UTF8.GetBytes(new string('[', 10_000))).Faults).Pointer);
    }
}
