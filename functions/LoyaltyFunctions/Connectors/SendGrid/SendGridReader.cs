using System.Text.Json;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.SendGrid;

/// <summary>Reads the array of events. A spam report withdraws the consent as an unsubscription does.</summary>
internal static class SendGridReader
{
    private const int MaxEvents = 10_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParseBatch(request.Body.Span, MaxEvents, out var batch, out var problem)) return ParsedDelivery.Unreadable(problem);
        var events = batch.Select(ReadEvent).OfType<InboundEvent>().ToList();
        return batch[0].Faults.Count > 0 ? ParsedDelivery.Refused(batch[0].Faults) : ParsedDelivery.Of(events);
    }

    private static InboundEvent? ReadEvent(Fields item)
    {
        var type = item.Required("event", 64);
        var at = VendorFields.UnixSeconds(item, "timestamp");
        if (type is null || at is null) return null;
        return KindOf(type) is { } kind && VendorFields.ByEmail(VendorFields.UsableEmail(item, "email")) is { } member
            ? new Engaged(at.Value, kind, member, Campaign(item), Engaged.Email)
            : new NotHandled(at.Value, type);
    }

    private static Engagement? KindOf(string type) => type switch
    {
        "delivered" => Engagement.Sent,
        "open" => Engagement.Opened,
        "click" => Engagement.Clicked,
        "unsubscribe" or "group_unsubscribe" or "spamreport" => Engagement.Unsubscribed,
        _ => null,
    };

    private static string? Campaign(Fields item) =>
        VendorFields.Usable(item, "singlesend_id")
        ?? VendorFields.Whole(item, "marketing_campaign_id")?.ToString(System.Globalization.CultureInfo.InvariantCulture)
        ?? VendorFields.Usable(item, "category")
        ?? (item.TryGet("category", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            && list[0].ValueKind == JsonValueKind.String && list[0].GetString() is { Length: <= FieldValues.TextLength } first ? first : null);
}
