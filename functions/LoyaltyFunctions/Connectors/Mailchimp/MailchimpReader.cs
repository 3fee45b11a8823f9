using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Mailchimp;

/// <summary>Reads the form <c>type</c>, <c>fired_at</c> (UTC) and <c>data[…]</c> of an audience.</summary>
internal static class MailchimpReader
{
    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!FormBody.TryParse(request.Body.Span, out var form, out var problem)) return ParsedDelivery.Unreadable(problem);
        if (!form.TryGetValue("type", out var type) || type.Length is 0 or > 64) return ParsedDelivery.Unreadable("The form has no field type.");
        if (VendorTimes.Parse(form.GetValueOrDefault("fired_at")) is not { } at)
            return ParsedDelivery.Refused([new FieldFault("/fired_at", "must be a time such as 2026-03-01 09:30:00")]);
        var member = VendorFields.ByEmail(form.GetValueOrDefault(type == "upemail" ? "data[old_email]" : "data[email]"));
        if (member is null && type is "subscribe" or "unsubscribe" or "profile" or "upemail")
            return ParsedDelivery.Refused([new FieldFault(type == "upemail" ? "/data/old_email" : "/data/email", "must be an e-mail address")]);
        return ParsedDelivery.Of(member is null ? new NotHandled(at, type) : ReadType(type, form, at, member));
    }

    private static InboundEvent ReadType(string type, IReadOnlyDictionary<string, string> form, DateTimeOffset at, Identity member) => type switch
    {
        "unsubscribe" => new Engaged(at, Engagement.Unsubscribed, member, Text(form, "data[campaign_id]"), Engaged.Email),
        "subscribe" => new CustomerUpdated(at, member, ProfilePatch.OfKnown(Names(form) with { Consents = new Consents(Email: true) })),
        "profile" => new CustomerUpdated(at, member, ProfilePatch.OfKnown(Names(form))),
        "upemail" when VendorFields.ByEmail(form.GetValueOrDefault("data[new_email]")) is not null =>
            new CustomerUpdated(at, member, ProfilePatch.OfKnown(new Profile(Email: form["data[new_email]"].Trim()))),
        _ => new NotHandled(at, type),
    };

    private static Profile Names(IReadOnlyDictionary<string, string> form) =>
        new(Text(form, "data[merges][FNAME]"), Text(form, "data[merges][LNAME]"));

    private static string? Text(IReadOnlyDictionary<string, string> form, string name) =>
        form.GetValueOrDefault(name)?.Trim() is { Length: > 0 and <= FieldValues.TextLength } text && !text.Any(char.IsControl) ? text : null;
}
