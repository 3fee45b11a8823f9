using Loyalty.Members;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Square;

/// <summary>Reads a Square customer. Square leaves out what it does not know, so a missing field changes nothing.</summary>
internal static class SquareCustomerReader
{
    public const string IdentityType = "square-customer";

    public static InboundEvent? Read(Fields? subject, string type, DateTimeOffset at)
    {
        if (subject is not { } customer || customer.Required("id", FieldValues.TextLength) is not { } id) return null;
        if (!Identity.TryCreate(IdentityType, id, out var identity, out var problem))
        {
            customer.Fault("id", problem);
            return null;
        }

        if (type == "customer.deleted") return new CustomerRemoved(at, identity);
        var profile = new Profile(
            VendorFields.Usable(customer, "given_name"),
            VendorFields.Usable(customer, "family_name"),
            VendorFields.UsableEmail(customer, "email_address"),
            VendorFields.UsablePhone(customer, "phone_number"),
            VendorFields.UsableBirthDate(customer, "birthday", at));
        return type == "customer.created"
            ? new MemberEnrolled(at, EnrolmentReader.Of([identity], profile, null)!)
            : new CustomerUpdated(at, identity, ProfilePatch.OfKnown(profile));
    }
}
