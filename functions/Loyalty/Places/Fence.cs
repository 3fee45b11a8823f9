namespace Loyalty.Places;

/// <summary>An area: polygons with holes, or all that is within a distance of a point. What is on an edge is inside.</summary>
public abstract record Fence
{
    private Fence()
    {
    }

    public abstract bool Contains(GeoPoint point);

    /// <summary>A point of it: near enough to judge distances that are far greater than the fence.</summary>
    public abstract GeoPoint Somewhere { get; }

    /// <summary>Everything at most so many metres away.</summary>
    public sealed record Circle(GeoPoint Centre, double Metres) : Fence
    {
        public override bool Contains(GeoPoint point) => Centre.MetresTo(point) <= Metres;

        public override GeoPoint Somewhere => Centre;
    }

    /// <summary>The polygons together; the first ring of each is its outline, the others are holes in it.</summary>
    public sealed record Area(IReadOnlyList<IReadOnlyList<GeoRing>> Polygons) : Fence
    {
        public override bool Contains(GeoPoint point) => Polygons.Any(rings =>
            rings[0].Contains(point) && !rings.Skip(1).Any(hole => hole.Contains(point) && !hole.IsOn(point)));

        public override GeoPoint Somewhere => Polygons[0][0].First;
    }
}
