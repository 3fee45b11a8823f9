namespace Loyalty.Places;

/// <summary>Degrees of WGS 84; longitude from -180 to 180, which are the same meridian.</summary>
public readonly record struct GeoPoint(double Longitude, double Latitude)
{
    /// <summary>Mean radius of the Earth (IUGG), in metres.</summary>
    private const double EarthRadius = 6_371_008.8;

    /// <summary>Metres along the great circle, on a sphere: within 0.6 % of the distance on the ellipsoid.</summary>
    public double MetresTo(GeoPoint other)
    {
        var (from, to) = (double.DegreesToRadians(Latitude), double.DegreesToRadians(other.Latitude));
        var north = Math.Sin((to - from) / 2);
        var east = Math.Sin(double.DegreesToRadians(other.Longitude - Longitude) / 2);
        var half = (north * north) + (Math.Cos(from) * Math.Cos(to) * east * east);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }
}
