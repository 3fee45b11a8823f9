using System.Text.Json;
using System.Text.RegularExpressions;
using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Dataverse;

/// <summary>Reads the execution context of a step on <c>contact</c>: its changed attributes are a list of keys and values under the parameter
/// <c>Target</c>.</summary>
internal static partial class DataverseReader
{
    public const string ContactType = "dataverse-contact";
    private const int MaxParameters = 100;
    private const int MaxAttributes = 1_000;

    public static string DeliveryId(WebhookRequest request) => DeliveryIds.OfField(request.Body.Span, "OperationId");

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!JsonBody.TryParse(request.Body.Span, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        var context = Fields.Of(root);
        var message = context.Required("MessageName");
        var entity = context.Required("PrimaryEntityName");
        var id = context.Required("PrimaryEntityId");
        var at = Instant(context.Required("OperationCreatedOn"));
        if (at is null && context.Has("OperationCreatedOn")) context.Fault("OperationCreatedOn", "must be /Date(milliseconds)/ or an ISO 8601 instant");
        if (message is null || entity is null || id is null || at is null) return ParsedDelivery.Refused(context.Faults);
        return ParsedDelivery.From(
            entity != "contact" ? new NotHandled(at.Value, $"{entity} {message}")
            : message is "Create" or "Update" ? ReadContact(context, id, at.Value)
            : message == "Delete" && VendorFields.Member(ContactType, id) is { } gone ? new CustomerRemoved(at.Value, gone)
            : new NotHandled(at.Value, $"{entity} {message}"),
            context);
    }

    private static InboundEvent? ReadContact(Fields context, string id, DateTimeOffset at)
    {
        if (VendorFields.Member(ContactType, id) is not { } contact)
        {
            context.Fault("PrimaryEntityId", "cannot be an identity");
            return null;
        }

        var target = context.List("InputParameters", MaxParameters).FirstOrDefault(parameter => VendorFields.Usable(parameter, "key") == "Target");
        // Above 256 KB Dataverse leaves the attributes out.
        if (!target.IsRead || VendorFields.Known(target, "value") is not { } value) return new ResourceChanged(at, "contact", id, "too large to be sent");
        var attributes = value.List("Attributes", MaxAttributes);
        var email = Attribute(attributes, "emailaddress1") is { } row ? VendorFields.UsableEmail(row, "value") : null;
        var profile = new Profile(
            Attribute(attributes, "firstname") is { } given ? VendorFields.Usable(given, "value") : null,
            Attribute(attributes, "lastname") is { } family ? VendorFields.Usable(family, "value") : null,
            email,
            Attribute(attributes, "mobilephone") is { } phone ? VendorFields.UsablePhone(phone, "value") : null,
            Consents: new Consents(Email: IsTrue(attributes, "donotemail") || IsTrue(attributes, "donotbulkemail") ? false : null));
        return new CustomerUpdated(at, contact, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(email) };
    }

    private static Fields? Attribute(IReadOnlyList<Fields> attributes, string name)
    {
        foreach (var attribute in attributes)
            if (VendorFields.Usable(attribute, "key") == name) return attribute;
        return null;
    }

    private static bool IsTrue(IReadOnlyList<Fields> attributes, string name) =>
        Attribute(attributes, name) is { } attribute && attribute.TryGet("value", out var value) && value.ValueKind == JsonValueKind.True;

    private static DateTimeOffset? Instant(string? text) =>
        text is not null && DatePattern().Match(text) is { Success: true } match
        && Signatures.TryUnixMilliseconds(match.Groups[1].Value, out var instant) ? instant : VendorTimes.Parse(text);

    [GeneratedRegex(@"\A/Date\(([0-9]{1,14})\)/\z", RegexOptions.CultureInvariant)]
    private static partial Regex DatePattern();
}
