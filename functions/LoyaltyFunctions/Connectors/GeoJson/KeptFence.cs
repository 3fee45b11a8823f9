using Loyalty.Places;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.GeoJson;

/// <summary>A fence as it is kept: the geometry is RFC 7946 as it was sent.</summary>
public sealed record KeptFence(string Id, string? StoreId, double? RadiusMetres, byte[] Geometry)
{
    /// <summary>Null when the geometry cannot be read, which a kept one always can.</summary>
    public Fence? ToFence() => JsonBody.TryParse(Geometry, out var root, out _) ? GeometryReader.Read(Fields.Of(root), RadiusMetres) : null;
}
