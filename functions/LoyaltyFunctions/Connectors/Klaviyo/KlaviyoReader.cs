using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Klaviyo;

/// <summary>Reads <c>{meta, data: [{topic, external_id, payload: {data: {attributes, relationships}}}]}</c>.</summary>
internal static class KlaviyoReader
{
    private const string ProfileType = "klaviyo-profile";
    private const int MaxEvents = 1_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var sentAt = KlaviyoSignature.Time(request) ?? DateTimeOffset.UnixEpoch;
        var events = body.List("data", MaxEvents).Select(item => ReadEvent(item, sentAt)).OfType<InboundEvent>().ToList();
        if (body.Faults.Count == 0 && events.Count == 0) body.Fault("data", "holds no event");
        return body.Faults.Count > 0 ? ParsedDelivery.Refused(body.Faults) : ParsedDelivery.Of(events);
    }

    private static InboundEvent? ReadEvent(Fields item, DateTimeOffset sentAt)
    {
        if (item.Required("topic") is not { } topic) return null;
        var data = VendorFields.Known(item, "payload") is { } payload ? VendorFields.Known(payload, "data") : null;
        var attributes = data is { } known ? VendorFields.Known(known, "attributes") : null;
        var at = attributes is { } dated ? VendorTimes.Read(dated, "datetime") ?? Stamp(dated) ?? sentAt : sentAt;
        if (KindOf(topic) is not { } kind || data is not { } subject || Member(subject, attributes) is not { } member) return new NotHandled(at, topic);
        var properties = attributes is { } told ? VendorFields.Known(told, "event_properties") : null;
        var campaign = properties is { } found ? VendorFields.Usable(found, "$message") ?? VendorFields.Usable(found, "Campaign Name") : null;
        return new Engaged(at, kind.Engagement, member, campaign, kind.Channel);
    }

    private static (Engagement Engagement, string Channel)? KindOf(string topic) => topic switch
    {
        "event:klaviyo.received_email" or "event:klaviyo.email_delivered" => (Engagement.Sent, Engaged.Email),
        "event:klaviyo.opened_email" => (Engagement.Opened, Engaged.Email),
        "event:klaviyo.clicked_email" => (Engagement.Clicked, Engaged.Email),
        "event:klaviyo.unsubscribed_from_email_marketing" or "event:klaviyo.marked_email_as_spam" => (Engagement.Unsubscribed, Engaged.Email),
        "event:klaviyo.clicked_sms" => (Engagement.Clicked, Engaged.Sms),
        "event:klaviyo.unsubscribed_from_sms_marketing" => (Engagement.Unsubscribed, Engaged.Sms),
        "event:klaviyo.opened_push" => (Engagement.Opened, Engaged.Push),
        _ => null,
    };

    // Not every event tells the address; the profile's id always stands beside it.
    private static Identity? Member(Fields data, Fields? attributes)
    {
        var properties = attributes is { } known ? VendorFields.Known(known, "event_properties") : null;
        if (properties is { } told && VendorFields.ByEmail(VendorFields.UsableEmail(told, "email_address")) is { } byEmail) return byEmail;
        var profile = VendorFields.Known(data, "relationships") is { } links && VendorFields.Known(links, "profile") is { } link
            ? VendorFields.Known(link, "data")
            : null;
        return profile is { } named ? VendorFields.Member(ProfileType, VendorFields.Usable(named, "id")) : null;
    }

    private static DateTimeOffset? Stamp(Fields attributes) =>
        VendorFields.Whole(attributes, "timestamp") is >= 0 and <= 99_999_999_999 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
