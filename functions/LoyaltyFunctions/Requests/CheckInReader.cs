using LoyaltyFunctions.Connectors;

namespace LoyaltyFunctions.Requests;

/// <summary>Reads the data of <c>checkin</c>: a member and a store, a position, or both.</summary>
public static class CheckInReader
{
    /// <summary>Null exactly when a fault was noted.</summary>
    public static CheckedIn? Read(Fields data, DateTimeOffset occurredAt)
    {
        var before = data.Faults.Count;
        var member = IdentityReader.ReadRequired(data, "member");
        var store = data.Optional("storeId");
        var latitude = data.Number("latitude", -90, 90);
        var longitude = data.Number("longitude", -180, 180);
        var device = data.Optional("deviceId");
        if (data.Has("latitude") != data.Has("longitude")) data.Fault("latitude", "needs longitude, and the reverse");
        else if (!data.Has("storeId") && !data.Has("latitude")) data.Fault("storeId", "is missing, and so is a position");
        return data.Faults.Count > before || member is null ? null : new CheckedIn(occurredAt, member, store, latitude, longitude, device);
    }
}
