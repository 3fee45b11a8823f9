using System.Text.Json;
using Loyalty.Places;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.GeoJson;

/// <summary>Reads Point, Polygon and MultiPolygon of RFC 7946. A third coordinate is a height and is left out.</summary>
internal static class GeometryReader
{
    private const int MaxPositions = 10_000;

    /// <summary>The area of a geometry; a point is a circle where a radius stands beside it. Null exactly when a fault was noted.</summary>
    public static Fence? Read(Fields geometry, double? radius)
    {
        var before = geometry.Faults.Count;
        var type = geometry.Required("type");
        if (type is null || !geometry.TryGet("coordinates", out var coordinates))
        {
            if (type is not null) geometry.Fault("coordinates", "is missing");
            return null;
        }

        Fence? fence = type switch
        {
            "Polygon" => Area(geometry, [coordinates]),
            "MultiPolygon" when coordinates.ValueKind == JsonValueKind.Array => Area(geometry, [.. coordinates.EnumerateArray()]),
            "Point" when radius is { } metres => ReadPoint(geometry) is { } centre ? new Fence.Circle(centre, metres) : null,
            _ => null,
        };
        if (fence is null && geometry.Faults.Count == before)
            geometry.Fault("type", "must be Polygon, MultiPolygon, or Point with radiusMetres or member in the properties");
        return fence;
    }

    public static GeoPoint? ReadPoint(Fields geometry)
    {
        if (geometry.TryGet("coordinates", out var coordinates) && TryPoint(coordinates, out var point)) return point;
        geometry.Fault("coordinates", "must be longitude and latitude in degrees");
        return null;
    }

    private static Fence.Area? Area(Fields geometry, IReadOnlyList<JsonElement> polygons)
    {
        var (read, left) = (new List<IReadOnlyList<GeoRing>>(), MaxPositions);
        foreach (var polygon in polygons)
        {
            var rings = new List<GeoRing>();
            if (polygon.ValueKind == JsonValueKind.Array)
                foreach (var ring in polygon.EnumerateArray())
                    if (ReadRing(ring, ref left) is { } line) rings.Add(line);
            if (rings.Count == 0 || rings.Count != polygon.GetArrayLength())
            {
                geometry.Fault("coordinates", $"must be rings of 4 or more positions, each closed, {MaxPositions} positions in all");
                return null;
            }

            read.Add(rings);
        }

        if (read.Count > 0) return new Fence.Area(read);
        geometry.Fault("coordinates", "is empty");
        return null;
    }

    private static GeoRing? ReadRing(JsonElement ring, ref int left)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4 || (left -= ring.GetArrayLength()) < 0) return null;
        var points = new List<GeoPoint>(ring.GetArrayLength());
        foreach (var position in ring.EnumerateArray())
        {
            if (!TryPoint(position, out var point)) return null;
            points.Add(point);
        }

        return points[0] == points[^1] ? new GeoRing(points) : null;
    }

    private static bool TryPoint(JsonElement position, out GeoPoint point)
    {
        point = default;
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is < 2 or > 4) return false;
        if (position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number) return false;
        if (!position[0].TryGetDouble(out var longitude) || !position[1].TryGetDouble(out var latitude)) return false;
        point = new GeoPoint(longitude, latitude);
        return longitude is >= -180 and <= 180 && latitude is >= -90 and <= 90;
    }
}
