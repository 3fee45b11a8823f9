using System.Net.Http.Headers;
using System.Text.Json;
using Loyalty.Members;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Dataverse;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>Dataverse Web API 9.2: a contact whose context was too large to be sent with its attributes.</summary>
internal sealed class DataverseSource : ISource
{
    private const string Wanted = "firstname,lastname,emailaddress1,mobilephone,donotemail,donotbulkemail,modifiedon";

    public string Format => DataverseConnector.Name;

    public void Authorize(HttpRequestHeaders headers, string token)
    {
        headers.Authorization = new("Bearer", token);
        headers.Add("OData-Version", "4.0");
        headers.Add("OData-MaxVersion", "4.0");
    }

    public bool Knows(ResourceChanged changed) => changed.Resource == "contact" && Guid.TryParseExact(changed.Id, "D", out _);

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        if (await api.TrySendAsync(HttpMethod.Get, $"/api/data/v9.2/contacts({changed.Id})?$select={Wanted}", null, cancellation) is not { } answer) return new Fetched();
        var contact = Fields.Of(answer);
        var email = VendorFields.UsableEmail(contact, "emailaddress1");
        var consents = IsTrue(contact, "donotemail") || IsTrue(contact, "donotbulkemail") ? new Consents(Email: false) : null;
        var profile = new Profile(VendorFields.Usable(contact, "firstname"), VendorFields.Usable(contact, "lastname"), email, VendorFields.UsablePhone(contact, "mobilephone"), Consents: consents);
        return VendorFields.Member(DataverseReader.ContactType, changed.Id) is { } identity
            ? new Fetched(new CustomerUpdated(VendorTimes.Read(contact, "modifiedon") ?? changed.OccurredAt, identity, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(email) })
            : new Fetched { Fault = "the id of the contact cannot be an identity" };
    }

    private static bool IsTrue(Fields contact, string name) => contact.TryGet(name, out var value) && value.ValueKind == JsonValueKind.True;
}
