using Loyalty.Places;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.GeoJson;
using LoyaltyFunctions.Tests.Demo;

namespace LoyaltyFunctions.Tests.Connectors.GeoJson;

public sealed class GeoJsonReaderTests
{
    private static readonly GeoJsonConnector Connector = new();
    private static readonly GeoPoint Counter = new(13.4094, 52.5208);

    [Fact]
    public void Reads_an_outline_with_a_hole_and_a_circle_and_the_same_from_what_is_kept()
    {
        var fences = Parse(Deliveries.Text("GeoJson", "fences")).Events.Cast<FenceSet>().ToList();
        Assert.Equal([("berlin-1", "berlin-1"), ("berlin-1-400m", "berlin-1")], fences.Select(set => (set.Fence.Id, set.Fence.StoreId!)));
        foreach (var area in fences.SelectMany(set => (Fence[])[set.Area, set.Fence.ToFence()!]))
            Assert.True(area.Contains(Counter));
        Assert.False(fences[0].Area.Contains(new GeoPoint(13.4085, 52.5203)));
        Assert.True(fences[1].Area.Contains(new GeoPoint(13.4085, 52.5203)));
    }

    [Fact]
    public void Reads_where_a_member_was_and_when()
    {
        var position = Assert.IsType<PositionReported>(Assert.Single(Parse(Deliveries.Text("GeoJson", "positions")).Events));
        Assert.Equal((Counter, "card"), (position.Point, position.Member.Type));
        Assert.Equal(Deliveries.Instant("2026-11-04T10:45:00Z"), position.OccurredAt);
    }

    [Fact]
    public void A_position_without_a_time_is_of_the_time_of_sending() => Assert.Equal(
        Deliveries.Now, Assert.Single(Parse(Deliveries.Text("GeoJson", "positions").Replace("occurredAt", "noTime")).Events).OccurredAt);

    [Fact]
    public void A_feature_without_a_place_is_a_fence_to_remove() => Assert.Equal(
        "a", Assert.IsType<FenceRemoved>(Assert.Single(Parse("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":null,"properties":null}]}""").Events)).FenceId);

    [Theory]
    [InlineData("""{"type":"Feature","features":[]}""", "/type")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "/features")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}""", "/features/0/id")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a"}]}""", "/features/0/geometry")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[1,2]}}]}""", "/features/0/geometry/type")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]}""", "/features/0/geometry/type")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon"}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[]}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[0,0],[181,0],[1,1],[0,0]]]}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[[0,0],[1e999,0],[1,1],[0,0]]]}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"MultiPolygon","coordinates":[7]}}]}""", "/features/0/geometry/coordinates")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}""", "/features/0/id")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"member":{"type":"card","value":"1"}},"geometry":{"type":"Point","coordinates":["1",2]}}]}""", "/features/0/geometry/coordinates")]
    public void Names_what_is_wrong(string body, string field) => Assert.Contains(Parse(body).Faults, fault => fault.Pointer == field);

    [Fact]
    [Trait("Fault", "63")]
    public void Refuses_more_positions_than_it_would_test()
    {
        var ring = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $"[{i % 90},{i % 45}]").Append("[0,0]"));
        Assert.NotEmpty(Parse("""{"type":"FeatureCollection","features":[{"type":"Feature","id":"a","geometry":{"type":"Polygon","coordinates":[[@]]}}]}""".Replace("@", ring)).Faults);
    }

    private static ParsedDelivery Parse(string body) => Connector.Parse(Deliveries.Hub(body), DemoPartners.Of("GeoJson"));
}
