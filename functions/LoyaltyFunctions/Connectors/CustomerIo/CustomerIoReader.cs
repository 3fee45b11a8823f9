using System.Globalization;
using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.CustomerIo;

/// <summary>Reads <c>{event_id, object_type, metric, timestamp, data}</c>. A person who unsubscribes as such unsubscribes from every
/// channel.</summary>
internal static class CustomerIoReader
{
    private const string CustomerType = "customerio-customer";

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var body = Fields.Of(root);
        var type = body.Required("object_type", 64);
        var metric = body.Required("metric", 64);
        var at = VendorFields.UnixSeconds(body, "timestamp");
        var data = body.RequiredNested("data");
        if (type is null || metric is null || at is null || data is not { } told) return ParsedDelivery.Refused(body.Faults);
        var channels = type == "customer" ? Engaged.Channels : [.. Engaged.Channels.Where(channel => channel == type)];
        if (KindOf(type, metric) is not { } kind || channels.Count == 0 || Member(told) is not { } member)
            return ParsedDelivery.Of(new NotHandled(at.Value, $"{type} {metric}"));
        return ParsedDelivery.Of([.. channels.Select(channel => new Engaged(at.Value, kind, member, Campaign(told), channel))]);
    }

    private static Engagement? KindOf(string type, string metric) => metric switch
    {
        "unsubscribed" => Engagement.Unsubscribed,
        _ when type == "customer" => null,
        "delivered" => Engagement.Sent,
        "opened" or "human_opened" => Engagement.Opened,
        "clicked" or "human_clicked" => Engagement.Clicked,
        "converted" => Engagement.Converted,
        "spammed" => Engagement.Unsubscribed,
        _ => null,
    };

    private static Identity? Member(Fields data)
    {
        var identifiers = VendorFields.Known(data, "identifiers");
        var email = identifiers is { } known ? VendorFields.UsableEmail(known, "email") : null;
        return VendorFields.ByEmail(email ?? VendorFields.UsableEmail(data, "email_address") ?? VendorFields.UsableEmail(data, "recipient"))
            ?? VendorFields.Member(CustomerType, VendorFields.Usable(data, "customer_id"));
    }

    private static string? Campaign(Fields data) =>
        (VendorFields.Whole(data, "campaign_id") ?? VendorFields.Whole(data, "broadcast_id") ?? VendorFields.Whole(data, "newsletter_id"))
            ?.ToString(CultureInfo.InvariantCulture);
}
