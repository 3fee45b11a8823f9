using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Clover;

/// <summary>Reads <c>{appId, merchants: {id: [{objectId: "O:…", type, ts}]}}</c>. What was signed is only who sent it, so a notice is a reason
/// to ask Clover and never a fact.</summary>
internal static class CloverReader
{
    private const int MaxNotices = 1_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        if (body.RequiredNested("merchants") is not { } merchants) return ParsedDelivery.Refused(body.Faults);
        var events = new List<InboundEvent>();
        foreach (var merchant in root.GetProperty("merchants").EnumerateObject())
        {
            foreach (var notice in merchants.List(merchant.Name, MaxNotices)) Add(events, merchant.Name, notice);
            if (events.Count > MaxNotices || body.Faults.Count > 0) break;
        }

        if (events.Count > MaxNotices) body.Fault("merchants", $"has more than {MaxNotices} notices");
        if (body.Faults.Count == 0 && events.Count == 0) body.Fault("merchants", "has no notice");
        return body.Faults.Count > 0 ? ParsedDelivery.Refused(body.Faults) : ParsedDelivery.Of(events);
    }

    private static void Add(List<InboundEvent> events, string merchant, Fields notice)
    {
        var id = notice.Required("objectId");
        var type = notice.Required("type");
        var at = VendorFields.UnixMilliseconds(notice, "ts");
        if (id is null || type is null || at is null) return;
        if (id.IndexOf(':', StringComparison.Ordinal) is var colon && colon is < 1 or > 8) notice.Fault("objectId", "must be a letter, a colon and an id");
        else events.Add(new ResourceChanged(at.Value, $"{id[..colon]} of {(merchant.Length <= 64 ? merchant : "a merchant")}", id[(colon + 1)..], type));
    }
}
