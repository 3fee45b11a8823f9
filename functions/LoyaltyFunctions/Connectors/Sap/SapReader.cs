using System.Text.Json;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Sap;

/// <summary>Reads which object changed: types are such as <c>sap.s4.beh.businesspartner.v1.BusinessPartner.Changed.v1</c>, and data holds the
/// object's keys.</summary>
internal static class SapReader
{
    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var read = SapEvent.Of(request, body);
        if (read.Type is not { } type) body.Fault("type", "is missing or no text");
        else if (VendorTimes.Parse(read.Time) is not { } at) body.Fault("time", "must be an ISO 8601 instant");
        else if (body.Faults.Count == 0) return ParsedDelivery.Of(ReadType(type, at, read.Data!.Value));
        return ParsedDelivery.Refused(body.Faults);
    }

    private static InboundEvent ReadType(string type, DateTimeOffset at, Fields data)
    {
        var parts = type.Split('.');
        return parts is ["sap", "s4", "beh", _, _, var subject, var change, ..] && Key(data, subject) is { } key
            ? new ResourceChanged(at, subject, key, change)
            : new NotHandled(at, type);
    }

    private static string? Key(Fields data, string subject) => data.TryGet(subject, out var value) && value.ValueKind == JsonValueKind.String
        ? VendorFields.Usable(data, subject, FieldValues.IdLength)
        : null;
}
