using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.BusinessCentral;

/// <summary>Reads <c>{value: [{subscriptionId, clientState, resource, changeType, lastModifiedDateTime}]}</c>. A resource ends with its kind
/// and, in brackets, its id; more than 1,000 changes come as one notice of the whole collection.</summary>
internal static class BusinessCentralReader
{
    private const int MaxNotices = 1_000;
    private const int MaxResourceLength = 1_024;

    /// <summary>Whether every notice carries one of the secrets as <c>clientState</c>.</summary>
    public static bool IsOf(WebhookRequest request, IReadOnlyList<string> secrets)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out _)) return false;
        var notices = Fields.Of(root).List("value", MaxNotices);
        var genuine = notices.Count > 0;
        foreach (var notice in notices) genuine &= Signatures.IsSecret(secrets, VendorFields.Usable(notice, "clientState", 1_024) ?? "");
        return genuine;
    }

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var events = body.List("value", MaxNotices).Select(ReadNotice).OfType<InboundEvent>().ToList();
        if (body.Faults.Count == 0 && events.Count == 0) body.Fault("value", "holds no notice");
        return body.Faults.Count > 0 ? ParsedDelivery.Refused(body.Faults) : ParsedDelivery.Of(events);
    }

    // Becomes part of an address: an id is a GUID.
    private static bool IsId(string id) => id.Length is > 0 and <= FieldValues.IdLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    /// <summary>A collection is named with the filter that finds what has changed.</summary>
    private static DateTimeOffset? SinceOf(string resource)
    {
        var filter = Uri.UnescapeDataString(resource[(resource.IndexOf('?', StringComparison.Ordinal) + 1)..]);
        var at = filter.IndexOf(" gt ", StringComparison.Ordinal);
        return at < 0 ? null : VendorTimes.Parse(filter[(at + 4)..].Split(' ', '&')[0]);
    }

    private static ResourceChanged? ReadNotice(Fields notice)
    {
        var resource = notice.Required("resource", MaxResourceLength);
        var change = notice.Required("changeType");
        var at = VendorTimes.Required(notice, "lastModifiedDateTime");
        if (resource is null || change is null || at is null) return null;
        var last = resource.Split('?')[0].Split('/')[^1];
        var bracket = last.IndexOf('(', StringComparison.Ordinal);
        var id = bracket < 0 ? "-" : last[(bracket + 1)..].TrimEnd(')');
        return new ResourceChanged(at.Value, bracket < 0 ? last : last[..bracket], IsId(id) ? id : "-", change) { Since = SinceOf(resource) };
    }
}
