using Loyalty.Places;

namespace Loyalty.Tests.Places;

public sealed class FenceTests
{
    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(0, 0, true)]
    [InlineData(10, 5, true)]
    [InlineData(10.000001, 5, false)]
    [InlineData(-1, 5, false)]
    [InlineData(5, 11, false)]
    public void A_square_holds_its_inside_and_its_edges(double longitude, double latitude, bool inside) =>
        Assert.Equal(inside, Area(Ring((0, 0), (10, 0), (10, 10), (0, 10))).Contains(new GeoPoint(longitude, latitude)));

    [Theory]
    [InlineData(1, 1, true)]
    [InlineData(5, 5, false)]
    [InlineData(4, 5, true)]
    [InlineData(4, 4, true)]
    [InlineData(3.9, 5, true)]
    public void A_hole_is_outside_and_its_edge_is_not(double longitude, double latitude, bool inside) => Assert.Equal(
        inside,
        Area(Ring((0, 0), (10, 0), (10, 10), (0, 10)), Ring((4, 4), (4, 6), (6, 6), (6, 4))).Contains(new GeoPoint(longitude, latitude)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Either_direction_of_a_ring_means_the_same(bool clockwise)
    {
        (double, double)[] corners = [(0, 0), (10, 0), (10, 10), (0, 10)];
        var fence = Area(Ring(clockwise ? [.. corners.Reverse()] : corners));
        Assert.True(fence.Contains(new GeoPoint(5, 5)));
        Assert.False(fence.Contains(new GeoPoint(15, 5)));
    }

    // Fiji, drawn in one piece from 177 east to 178 west.
    [Theory]
    [InlineData(179, -17, true)]
    [InlineData(-179, -17, true)]
    [InlineData(180, -17, true)]
    [InlineData(-180, -17, true)]
    [InlineData(177, -17, true)]
    [InlineData(-178, -17, true)]
    [InlineData(176, -17, false)]
    [InlineData(-177, -17, false)]
    [InlineData(0, -17, false)]
    public void A_ring_over_the_antimeridian_holds_both_sides_of_it(double longitude, double latitude, bool inside) => Assert.Equal(
        inside,
        Area(Ring((177, -20), (-178, -20), (-178, -15), (177, -15))).Contains(new GeoPoint(longitude, latitude)));

    [Fact]
    public void Two_halves_as_RFC_7946_cuts_them_are_the_same_area()
    {
        var cut = new Fence.Area([[Ring((177, -20), (180, -20), (180, -15), (177, -15))], [Ring((-180, -20), (-178, -20), (-178, -15), (-180, -15))]]);
        foreach (var (longitude, inside) in new[] { (178.5, true), (-179.5, true), (180, true), (-180, true), (176.0, false), (-177.0, false) })
            Assert.Equal(inside, cut.Contains(new GeoPoint(longitude, -17)));
    }

    [Theory]
    [InlineData(0, 90, true)]
    [InlineData(123, 85, true)]
    [InlineData(-179, 71, true)]
    [InlineData(45, 69, false)]
    [InlineData(0, -90, false)]
    public void A_ring_round_the_north_pole_holds_it(double longitude, double latitude, bool inside) => Assert.Equal(
        inside,
        Area(Ring((0, 70), (90, 70), (180, 70), (-90, 70))).Contains(new GeoPoint(longitude, latitude)));

    [Fact]
    public void A_ring_round_the_south_pole_holds_that_one_whichever_way_it_goes()
    {
        var west = Area(Ring((0, -70), (-90, -70), (180, -70), (90, -70)));
        var east = Area(Ring((0, -70), (90, -70), (180, -70), (-90, -70)));
        Assert.All([west, east], fence =>
        {
            Assert.True(fence.Contains(new GeoPoint(10, -89)));
            Assert.False(fence.Contains(new GeoPoint(10, -60)));
            Assert.False(fence.Contains(new GeoPoint(10, 89)));
        });
    }

    [Fact]
    public void The_whole_map_holds_everything() => Assert.All(
        [new GeoPoint(0, 0), new(-180, 90), new(180, -90), new(179.9, 12)],
        point => Assert.True(Area(Ring((-180, -90), (180, -90), (180, 90), (-180, 90))).Contains(point)));

    [Fact]
    public void A_ray_through_a_corner_counts_it_once()
    {
        var diamond = Area(Ring((0, -5), (5, 0), (0, 5), (-5, 0)));
        Assert.True(diamond.Contains(new GeoPoint(-1, 0)));
        Assert.False(diamond.Contains(new GeoPoint(-6, 0)));
        Assert.False(diamond.Contains(new GeoPoint(-3, 5)));
    }

    [Fact]
    public void A_ring_must_be_closed_and_have_three_corners()
    {
        Assert.Throws<ArgumentException>(() => new GeoRing([new(0, 0), new(1, 0), new(1, 1), new(0, 1)]));
        Assert.Throws<ArgumentException>(() => new GeoRing([new(0, 0), new(1, 0), new(0, 0)]));
    }

    // One degree of a great circle of the mean radius is 111,195 m.
    [Theory]
    [InlineData(0, 0, 1, 0, 111_195)]
    [InlineData(0, 0, 0, 1, 111_195)]
    [InlineData(0, 60, 1, 60, 55_597)]
    [InlineData(179.5, 0, -179.5, 0, 111_195)]
    [InlineData(0, 89.5, 180, 89.5, 111_195)]
    [InlineData(0, 90, 77, 90, 0)]
    [InlineData(0, 0, 180, 0, 20_015_115)]
    [InlineData(13.4094, 52.5208, 13.4094, 52.5208, 0)]
    public void Distances_are_metres_along_great_circles(double x1, double y1, double x2, double y2, double metres) =>
        Assert.Equal(metres, new GeoPoint(x1, y1).MetresTo(new GeoPoint(x2, y2)), 1.0);

    [Fact]
    public void A_circle_holds_what_is_at_most_so_far_away()
    {
        var circle = new Fence.Circle(new GeoPoint(179.9995, 0), 112);
        Assert.True(circle.Contains(new GeoPoint(-179.9995, 0)));
        Assert.False(circle.Contains(new GeoPoint(-179.999, 0)));
    }

    private static Fence.Area Area(params GeoRing[] rings) => new([rings]);

    private static GeoRing Ring(params (double Longitude, double Latitude)[] corners) =>
        new([.. corners.Append(corners[0]).Select(corner => new GeoPoint(corner.Longitude, corner.Latitude))]);
}
