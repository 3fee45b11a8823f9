using System.Text;
using LoyaltyFunctions.Connectors.StandardWebhooks;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.GeoJson;

/// <summary>Reads each feature: a point whose properties name a <c>member</c> is a position, any other geometry is a fence to keep under the
/// feature's id.</summary>
internal static class GeoJsonReader
{
    private const int MaxFeatures = 1_000;
    private const int MaxGeometryBytes = 256 * 1024;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var sentAt = Signatures.TryUnixSeconds(request.Header(StandardWebhooksSignature.TimestampHeader), out var at) ? at : DateTimeOffset.UnixEpoch;
        if (body.Required("type") is { } type && type != "FeatureCollection") body.Fault("type", "must be FeatureCollection");
        var events = body.List("features", MaxFeatures).Select(feature => ReadFeature(feature, sentAt)).OfType<InboundEvent>().ToList();
        if (body.Faults.Count == 0 && events.Count == 0) body.Fault("features", "holds no feature");
        return body.Faults.Count > 0 ? ParsedDelivery.Refused(body.Faults) : ParsedDelivery.Of(events);
    }

    private static InboundEvent? ReadFeature(Fields feature, DateTimeOffset sentAt)
    {
        if (feature.IsNull("geometry")) return ReadRemoved(feature, sentAt);
        if (feature.RequiredNested("geometry") is not { } geometry) return null;
        var properties = feature.Nested("properties");
        return properties is { } told && told.Has("member") ? ReadPosition(geometry, told, sentAt) : ReadFence(feature, geometry, properties, sentAt);
    }

    // RFC 7946, section 3.2: a feature without a place has the geometry null.
    private static FenceRemoved? ReadRemoved(Fields feature, DateTimeOffset sentAt) =>
        VendorFields.RequiredId(feature, "id") is { } id ? new FenceRemoved(sentAt, id) : null;

    private static PositionReported? ReadPosition(Fields geometry, Fields properties, DateTimeOffset sentAt)
    {
        var member = IdentityReader.ReadRequired(properties, "member");
        var at = properties.Instant("occurredAt") ?? sentAt;
        if (geometry.Required("type") is { } type && type != "Point") geometry.Fault("type", "must be Point, because the feature is the position of a member");
        return GeometryReader.ReadPoint(geometry) is { } point && member is not null ? new PositionReported(at, member, point) : null;
    }

    private static FenceSet? ReadFence(Fields feature, Fields geometry, Fields? properties, DateTimeOffset sentAt)
    {
        var id = VendorFields.RequiredId(feature, "id");
        if (id?.Length > FieldValues.IdLength) feature.Fault("id", $"is longer than {FieldValues.IdLength} characters");
        var store = properties?.Optional("storeId");
        var radius = properties?.Number("radiusMetres", 1, 100_000);
        var json = feature.TryGet("geometry", out var element) ? Encoding.UTF8.GetBytes(element.GetRawText()) : [];
        if (json.Length > MaxGeometryBytes) feature.Fault("geometry", $"is larger than {MaxGeometryBytes} bytes");
        return GeometryReader.Read(geometry, radius) is { } fence && id is not null
            ? new FenceSet(sentAt, new KeptFence(id, store, radius, json), fence)
            : null;
    }
}
