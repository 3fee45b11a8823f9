namespace Loyalty.Places;

/// <summary>
/// A closed line whose edges are straight in longitude and latitude (RFC 7946, section 3.1.1). An edge of more than half the globe goes the
/// short way, over the antimeridian; a ring that goes round the globe holds the pole that it is nearer to.
/// </summary>
public sealed class GeoRing
{
    private const double Globe = 360;

    // The longitudes run on past 180 where the ring does, so that no edge jumps.
    private readonly (double X, double Y)[] _points;

    public GeoPoint First { get; }

    /// <param name="points">At least four, of which the last is the first.</param>
    public GeoRing(IReadOnlyList<GeoPoint> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 4 || points[0].Latitude != points[^1].Latitude || (points[0].Longitude - points[^1].Longitude) % Globe != 0)
            throw new ArgumentException("A ring has at least four positions, and the last is the first.", nameof(points));
        First = points[0];
        _points = ClosedAtPole(Unroll(points));
    }

    /// <summary>Whether the point is inside or on the line.</summary>
    public bool Contains(GeoPoint point)
    {
        for (var turn = -2; turn <= 2; turn++)
            if (ContainsAt(point.Longitude + (turn * Globe), point.Latitude))
                return true;
        return false;
    }

    /// <summary>Whether the point is on the line itself.</summary>
    public bool IsOn(GeoPoint point)
    {
        for (var turn = -2; turn <= 2; turn++)
            for (var i = 1; i < _points.Length; i++)
                if (IsBetween(_points[i - 1], _points[i], point.Longitude + (turn * Globe), point.Latitude))
                    return true;
        return false;
    }

    private static List<(double X, double Y)> Unroll(IReadOnlyList<GeoPoint> points)
    {
        var unrolled = new List<(double X, double Y)> { (points[0].Longitude, points[0].Latitude) };
        for (var i = 1; i < points.Count; i++)
        {
            var step = points[i].Longitude - points[i - 1].Longitude;
            // A step of the whole globe is the edge of a map, and no step at all would lose it.
            var shortest = Math.Abs(step) is > Globe / 2 and < Globe ? step - Math.CopySign(Globe, step) : step;
            unrolled.Add((unrolled[^1].X + shortest, points[i].Latitude));
        }

        return unrolled;
    }

    private static (double X, double Y)[] ClosedAtPole(List<(double X, double Y)> points)
    {
        var (first, last) = (points[0], points[^1]);
        if (Math.Abs(last.X - first.X) < Globe / 2) return [.. points];
        var pole = Math.CopySign(90, points.Average(point => point.Y));
        return [.. points, (last.X, pole), (first.X, pole), first];
    }

    private bool ContainsAt(double x, double y)
    {
        var inside = false;
        for (var i = 1; i < _points.Length; i++)
        {
            var (a, b) = (_points[i - 1], _points[i]);
            if (IsBetween(a, b, x, y)) return true;
            if (a.Y > y != b.Y > y && x < ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) + a.X) inside = !inside;
        }

        return inside;
    }

    private static bool IsBetween((double X, double Y) a, (double X, double Y) b, double x, double y) =>
        ((b.X - a.X) * (y - a.Y)) - ((b.Y - a.Y) * (x - a.X)) == 0
        && x >= Math.Min(a.X, b.X) && x <= Math.Max(a.X, b.X) && y >= Math.Min(a.Y, b.Y) && y <= Math.Max(a.Y, b.Y);
}
