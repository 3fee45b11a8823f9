using Loyalty.Places;
using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>geofence.entered</c>, <c>.exited</c> and <c>.dwelled</c>.</summary>
public static class GeofenceReader
{
    private const double MaxDwellSeconds = 31_536_000;

    /// <summary>Null exactly when a fault was noted.</summary>
    public static GeofenceCrossed? Read(Fields data, Crossing crossing, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var member = IdentityReader.ReadRequired(data, "member");
        var fence = data.Required("geofenceId");
        var store = data.Optional("storeId");
        var (latitude, longitude) = (data.Number("latitude", -90, 90), data.Number("longitude", -180, 180));
        _ = data.Number("dwellSeconds", 0, MaxDwellSeconds);
        return data.Faults.Count > before || member is null || fence is null
            ? null
            : new GeofenceCrossed(occurredAt, crossing, member, fence, store)
            {
                Point = latitude is { } north && longitude is { } east ? new GeoPoint(east, north) : null,
            };
    }
}
