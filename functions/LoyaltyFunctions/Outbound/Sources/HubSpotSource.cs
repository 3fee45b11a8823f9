using System.Net.Http.Headers;
using Loyalty.Members;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.HubSpot;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>HubSpot CRM v3: a contact that was made there, of which the notice has the id alone.</summary>
internal sealed class HubSpotSource : ISource
{
    private const string Wanted = "firstname,lastname,email,mobilephone,hs_email_optout";

    public string Format => HubSpotConnector.Name;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public bool Knows(ResourceChanged changed) => changed.Resource == "contact";

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        var path = $"/crm/v3/objects/contacts/{Uri.EscapeDataString(changed.Id)}?properties={Wanted}";
        if (await api.TrySendAsync(HttpMethod.Get, path, null, cancellation) is not { } answer) return new Fetched();
        if (Fields.Of(answer).Nested("properties") is not { } contact) return new Fetched { Fault = "the contact has no properties" };
        var email = VendorFields.UsableEmail(contact, "email");
        var consents = VendorFields.Usable(contact, "hs_email_optout") == "true" ? new Consents(Email: false) : null;
        var profile = new Profile(VendorFields.Usable(contact, "firstname"), VendorFields.Usable(contact, "lastname"), email, VendorFields.UsablePhone(contact, "mobilephone"), Consents: consents);
        return VendorFields.Member("hubspot-contact", changed.Id) is { } identity
            ? new Fetched(new CustomerUpdated(changed.OccurredAt, identity, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(email) })
            : new Fetched { Fault = "the id of the contact cannot be an identity" };
    }
}
