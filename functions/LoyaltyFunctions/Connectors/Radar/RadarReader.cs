using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Radar;

/// <summary>Reads one <c>event</c> or a batch of <c>events</c>. Events of the test environment are recorded and earn nothing.</summary>
internal static class RadarReader
{
    private const string UserType = "radar-user";
    private const string DeviceType = "device";
    private const int MaxEvents = 1_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var items = body.Nested("event") is { } single ? [single] : body.List("events", MaxEvents);
        if (items.Count == 0 && body.Faults.Count == 0) body.Fault("event", "is missing, and so is events");
        var events = items.Select(ReadEvent).OfType<InboundEvent>().ToList();
        return body.Faults.Count > 0 ? ParsedDelivery.Refused(body.Faults) : ParsedDelivery.Of(events);
    }

    private static InboundEvent? ReadEvent(Fields item)
    {
        var type = item.Required("type");
        var at = item.Instant("actualCreatedAt") ?? item.RequiredInstant("createdAt");
        if (type is null || at is null) return null;
        if (item.Flag("live") is not true) return new NotHandled(at.Value, $"{type} test");
        if (CrossingOf(type) is not { } crossing) return new NotHandled(at.Value, type);
        var fence = item.RequiredNested("geofence");
        var id = fence is { } known ? VendorFields.Usable(known, "externalId", FieldValues.IdLength) ?? known.Required("_id") : null;
        if (id is null) return null;
        var store = VendorFields.Usable(fence!.Value, "tag") == "store" ? id : null;
        return Member(item) is { } member
            ? new GeofenceCrossed(at.Value, crossing, member, id, store)
            : new NotHandled(at.Value, $"{type} of nobody");
    }

    private static Crossing? CrossingOf(string type) => type switch
    {
        "user.entered_geofence" => Crossing.Entered,
        "user.exited_geofence" => Crossing.Exited,
        "user.dwelled_in_geofence" => Crossing.Dwelled,
        _ => null,
    };

    private static Identity? Member(Fields item) => VendorFields.Known(item, "user") is not { } user ? null
        : VendorFields.Member(UserType, VendorFields.Usable(user, "userId")) ?? VendorFields.Member(DeviceType, VendorFields.Usable(user, "deviceId"));
}
