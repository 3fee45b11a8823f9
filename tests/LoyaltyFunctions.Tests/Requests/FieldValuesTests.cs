using System.Text.Json;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class FieldValuesTests
{
    [Theory]
    [InlineData("2026-03-01T09:30:00Z", 0, 0)]
    [InlineData("2026-03-01T09:30Z", 0, 0)]
    [InlineData("2026-03-01T09:30:00+01:00", 60, 0)]
    [InlineData("2026-03-01T09:30:00-09:30", -570, 0)]
    [InlineData("2026-03-01T09:30:00.1234567Z", 0, 1_234_567)]
    [InlineData("2026-03-01T09:30:00.123456789Z", 0, 1_234_567)]
    public void Reads_an_instant_with_its_offset(string text, int minutes, long ticks) =>
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.FromMinutes(minutes)).AddTicks(ticks), Instant(text).Value);

    [Theory]
    [InlineData("2026-03-01T09:30:00")]
    [InlineData("2026-03-01T09:30:00.1234567")]
    [InlineData("2026-03-01")]
    [InlineData("2026-03-01Z")]
    [InlineData("2026-02-30T09:30:00Z")]
    [InlineData("2026-03-01T24:30:00Z")]
    [InlineData("2026-03-01 09:30:00Z")]
    [InlineData("2026-03-01T09:30:00+25:00")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("01/03/2026 09:30:00 +01:00")]
    [InlineData("1772357400")]
    [InlineData("")]
    [Trait("Fault", "103")]
    public void Refuses_an_instant_without_an_offset_or_a_place_in_time(string text) => Assert.Equal("/at", Assert.Single(Instant(text).Faults).Pointer);

    private static (DateTimeOffset? Value, IReadOnlyList<FieldFault> Faults) Instant(string text)
    {
        var fields = Fields.Of(JsonElement.Parse($$"""{"at":"{{text}}"}"""));
        return (fields.Instant("at"), fields.Faults);
    }
}
