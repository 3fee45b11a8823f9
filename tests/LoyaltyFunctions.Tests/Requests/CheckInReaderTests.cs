using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Tests.Requests;

public sealed class CheckInReaderTests
{
    private const string Member = "\"member\":{\"type\":\"card\",\"value\":\"1\"}";

    [Theory]
    [InlineData("\"storeId\":\"s\"", "s", null, null)]
    [InlineData("\"latitude\":-90,\"longitude\":180", null, -90.0, 180.0)]
    [InlineData("\"storeId\":\"s\",\"latitude\":52.5,\"longitude\":13.4", "s", 52.5, 13.4)]
    public void Reads_a_store_a_position_or_both(string place, string? store, double? latitude, double? longitude)
    {
        var visit = Check($"{{{Member},{place}}}").Value!;
        Assert.Equal((store, latitude, longitude), (visit.StoreId, visit.Latitude, visit.Longitude));
    }

    [Theory]
    [InlineData("", "/storeId")]
    [InlineData(",\"deviceId\":\"d\"", "/storeId")]
    [InlineData(",\"latitude\":52.5", "/latitude")]
    [InlineData(",\"latitude\":90.001,\"longitude\":0", "/latitude")]
    [InlineData(",\"latitude\":0,\"longitude\":-181", "/longitude")]
    [InlineData(",\"latitude\":1e999,\"longitude\":0", "/latitude")]
    [InlineData(",\"latitude\":\"52.5\",\"longitude\":0", "/latitude")]
    public void Names_the_field_that_is_wrong(string place, string field) => Assert.Equal(field, Assert.Single(Check($"{{{Member}{place}}}").Faults).Pointer);

    [Fact]
    public void Wants_a_member() => Assert.Equal("/member", Assert.Single(Check("""{"storeId":"s"}""").Faults).Pointer);

    private static (CheckedIn? Value, IReadOnlyList<FieldFault> Faults) Check(string json) =>
        Read.From(json, data => CheckInReader.Read(data, DateTimeOffset.UnixEpoch));
}
