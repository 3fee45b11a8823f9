using System.Xml.Linq;
using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Salesforce;

/// <summary>Reads an outbound message: up to 100 notifications of one object in a SOAP envelope. The form is that of Salesforce's WSDL.</summary>
internal static class SalesforceReader
{
    public const string Acknowledgement =
        """<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>""";

    private const string ContactType = "salesforce-contact";
    private const int MaxNotifications = 100;
    private const int IdLength = 15;

    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";
    private static readonly XNamespace Outbound = "http://soap.sforce.com/2005/09/outbound";
    private static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";

    /// <summary>Whether the message names the organisation of the settings; the three letters behind the 15 are a checksum.</summary>
    public static bool IsOf(WebhookRequest request, Partner partner) =>
        XmlBody.TryParse(request.Body, out var root, out _) && Notifications(root)?.Element(Outbound + "OrganizationId")?.Value.Trim() is { Length: 15 or 18 } id
        && partner.OrganizationId is { Length: 15 or 18 } ours && id[..IdLength] == ours[..IdLength];

    public static ParsedDelivery Read(WebhookRequest request)
    {
        if (!XmlBody.TryParse(request.Body, out var root, out var problem)) return ParsedDelivery.Unreadable(problem);
        if (Notifications(root) is not { } message) return ParsedDelivery.Unreadable("The body is no SOAP envelope with notifications.");
        // It would let whoever reads the archive act in Salesforce as the user of the message.
        if (message.Element(Outbound + "SessionId")?.Value.Trim().Length > 0)
            return ParsedDelivery.Refused([new FieldFault("/notifications/SessionId", "must not be sent")]);
        var objects = message.Elements(Outbound + "Notification").Select(notification => notification.Element(Outbound + "sObject")).ToList();
        if (objects.Count is 0 or > MaxNotifications || objects.Contains(null))
            return ParsedDelivery.Refused([new FieldFault("/notifications", $"must hold 1 to {MaxNotifications} notifications, each with an sObject")]);
        return ParsedDelivery.Of([.. objects.Select(changed => ReadObject(changed!))]);
    }

    private static XElement? Notifications(XElement root) =>
        root.Name == Soap + "Envelope" ? root.Element(Soap + "Body")?.Element(Outbound + "notifications") : null;

    private static InboundEvent ReadObject(XElement changed)
    {
        var type = changed.Attribute(Instance + "type")?.Value is { Length: <= 64 } named ? named[(named.IndexOf(':', StringComparison.Ordinal) + 1)..] : "";
        var at = VendorTimes.Parse(Text(changed, "LastModifiedDate")) ?? InboundEvent.Undated;
        if (type != "Contact" || VendorFields.Member(ContactType, Text(changed, "Id")) is not { } contact)
            return new NotHandled(at, $"outbound message of {(type.Length > 0 && !type.Any(char.IsControl) ? type : "an object")}");
        var (email, phone) = (Text(changed, "Email"), Text(changed, "MobilePhone"));
        var byEmail = VendorFields.ByEmail(email);
        var profile = new Profile(
            Text(changed, "FirstName"),
            Text(changed, "LastName"),
            byEmail is null ? null : email,
            phone is ['+', ..] && VendorFields.Member("phone", phone) is not null ? phone : null,
            Consents: new Consents(Email: Text(changed, "HasOptedOutOfEmail") == "true" ? false : null));
        return new CustomerUpdated(at, contact, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = byEmail };
    }

    // The object's fields stand in a namespace of the organisation's own.
    private static string? Text(XElement changed, string name) =>
        changed.Elements().FirstOrDefault(field => field.Name.LocalName == name)?.Value.Trim() is { Length: > 0 and <= FieldValues.TextLength } text
        && !text.Any(char.IsControl) ? text : null;
}
