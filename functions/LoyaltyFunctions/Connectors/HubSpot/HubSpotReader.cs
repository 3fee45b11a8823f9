using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.HubSpot;

/// <summary>Reads the array of events. One holds one changed property of a contact, or only that a contact was made or deleted.</summary>
internal static class HubSpotReader
{
    private const string ContactType = "hubspot-contact";
    private const int MaxEvents = 1_000;

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParseBatch(request.Body.Span, MaxEvents, out var batch, out var problem)) return ParsedDelivery.Unreadable(problem);
        var events = batch.Select(ReadEvent).OfType<InboundEvent>().ToList();
        return batch[0].Faults.Count > 0 ? ParsedDelivery.Refused(batch[0].Faults) : ParsedDelivery.Of(events);
    }

    private static InboundEvent? ReadEvent(Fields item)
    {
        var type = item.Required("subscriptionType");
        var id = VendorFields.RequiredId(item, "objectId");
        var at = VendorFields.UnixMilliseconds(item, "occurredAt");
        if (type is null || id is null || at is null) return null;
        return type switch
        {
            "contact.deletion" or "contact.privacyDeletion" when VendorFields.Member(ContactType, id) is { } gone => new CustomerRemoved(at.Value, gone),
            "contact.creation" => new ResourceChanged(at.Value, "contact", id, "creation"),
            "contact.propertyChange" => ReadProperty(item, at.Value, id),
            _ => new NotHandled(at.Value, type),
        };
    }

    private static InboundEvent? ReadProperty(Fields item, DateTimeOffset at, string id)
    {
        if (item.Required("propertyName", FieldValues.TextLength) is not { } name) return null;
        var told = name switch
        {
            "firstname" => new Profile(GivenName: VendorFields.Usable(item, "propertyValue")),
            "lastname" => new Profile(FamilyName: VendorFields.Usable(item, "propertyValue")),
            "email" => new Profile(Email: VendorFields.UsableEmail(item, "propertyValue")),
            "mobilephone" => new Profile(Phone: VendorFields.UsablePhone(item, "propertyValue")),
            "hs_email_optout" when VendorFields.Usable(item, "propertyValue") == "true" => new Profile(Consents: new Consents(Email: false)),
            _ => null,
        };
        return told is not null && told != new Profile() && VendorFields.Member(ContactType, id) is { } contact
            ? new CustomerUpdated(at, contact, ProfilePatch.OfKnown(told)) { AlsoKnownAs = VendorFields.ByEmail(told.Email) }
            : new NotHandled(at, "contact.propertyChange of another property");
    }
}
