using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Shopify;

/// <summary>Reads a Shopify customer. What is not usable, such as a phone number without its country, is left out.</summary>
internal static class ShopifyCustomerReader
{
    private const string IdentityType = "shopify-customer";

    public static InboundEvent? Read(Fields customer, string topic, DateTimeOffset sentAt)
    {
        var at = customer.Instant(topic == "customers/create" ? "created_at" : "updated_at") ?? sentAt;
        if (VendorFields.RequiredId(customer, "id") is not { } id) return null;
        if (!Identity.TryCreate(IdentityType, id, out var identity, out var problem))
        {
            customer.Fault("id", problem);
            return null;
        }

        var profile = new Profile(
            VendorFields.Usable(customer, "first_name"),
            VendorFields.Usable(customer, "last_name"),
            VendorFields.UsableEmail(customer, "email"),
            VendorFields.UsablePhone(customer, "phone"),
            Consents: new Consents(Consent(customer, "email_marketing_consent"), Consent(customer, "sms_marketing_consent")));
        return topic == "customers/create"
            ? new MemberEnrolled(at, EnrolmentReader.Of([identity], profile, null)!)
            : new CustomerUpdated(at, identity, ProfilePatch.OfKnown(profile));
    }

    /// <summary>Who is to be erased. The signed body itself must be such a request: the topic alone could be anybody's, and an order has a
    /// customer too.</summary>
    public static ErasureRequested? ReadErasure(Fields body, DateTimeOffset sentAt)
    {
        if (!body.TryGet("orders_to_redact", out var orders) || orders.ValueKind != System.Text.Json.JsonValueKind.Array) body.Fault("orders_to_redact", "is missing");
        if (body.RequiredNested("customer") is not { } customer || VendorFields.RequiredId(customer, "id") is not { } id) return null;
        if (Identity.TryCreate(IdentityType, id, out var identity, out var problem)) return new ErasureRequested(sentAt, identity);
        customer.Fault("id", problem);
        return null;
    }

    /// <summary>The customer of an order; null for a guest.</summary>
    public static Identity? Identify(Fields order) =>
        order.Nested("customer") is { } customer && VendorFields.Id(customer, "id") is { } id
        && Identity.TryCreate(IdentityType, id, out var identity, out _) ? identity : null;

    // Asked and not yet answered is neither yes nor no.
    private static bool? Consent(Fields customer, string name)
    {
        if (!customer.TryGet(name, out var value) || value.ValueKind != System.Text.Json.JsonValueKind.Object) return null;
        return customer.Nested(name) is { } consent
            ? VendorFields.Usable(consent, "state") switch { "subscribed" => true, "unsubscribed" => false, _ => null }
            : null;
    }
}
