using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.AzureMaps;

/// <summary>Reads the geometries of each event. A geometry's distance is negative inside it; the result of a look-up that is inside counts as
/// dwelling there.</summary>
internal static class AzureMapsReader
{
    private const string DeviceType = "device";
    private const int MaxEvents = 1_000;
    private const int MaxGeometries = 100;

    // Distances beyond the buffer are told as 999 either way.
    private const double Farthest = 1_000_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParseBatch(request.Body.Span, MaxEvents, out var batch, out var problem)) return ParsedDelivery.Unreadable(problem);
        var events = batch.SelectMany(ReadEvent).ToList();
        return batch[0].Faults.Count > 0 ? ParsedDelivery.Refused(batch[0].Faults) : ParsedDelivery.Of(events);
    }

    private static IEnumerable<InboundEvent> ReadEvent(Fields item)
    {
        var type = item.Optional("eventType") ?? item.Required("type");
        var at = item.Instant("eventTime") ?? item.RequiredInstant("time");
        if (type is null || at is null) return [];
        if (CrossingOf(type) is not { } crossing) return [new NotHandled(at.Value, type)];
        if (item.RequiredNested("data") is not { } data) return [];
        var crossed = data.List("geometries", MaxGeometries).Select(geometry => ReadGeometry(geometry, crossing, at.Value)).OfType<InboundEvent>().ToList();
        return crossed.Count > 0 ? crossed : [new NotHandled(at.Value, $"{type} at no geofence")];
    }

    private static Crossing? CrossingOf(string type) => type switch
    {
        "Microsoft.Maps.GeofenceEntered" => Crossing.Entered,
        "Microsoft.Maps.GeofenceExited" => Crossing.Exited,
        "Microsoft.Maps.GeofenceResult" => Crossing.Dwelled,
        _ => null,
    };

    private static GeofenceCrossed? ReadGeometry(Fields geometry, Crossing crossing, DateTimeOffset at)
    {
        var device = geometry.Required("deviceId", FieldValues.TextLength);
        var id = VendorFields.RequiredId(geometry, "geometryId");
        if (!geometry.Has("distance")) geometry.Fault("distance", "is missing");
        var distance = geometry.Number("distance", -Farthest, Farthest);
        if (device is null || id is null || distance is null) return null;
        if (distance <= 0 == (crossing == Crossing.Exited)) return null;
        return VendorFields.Member(DeviceType, device) is { } member && id.Length <= FieldValues.IdLength
            ? new GeofenceCrossed(at, crossing, member, id, id)
            : null;
    }
}
