using System.Net.Http.Headers;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Dataverse Web API 9.2: a contact by the alternate key <c>loyalty_memberid</c>, which the upsert itself writes.</summary>
internal sealed class DataverseVendor : IVendor
{
    public string Format => "Dataverse";

    public bool NeedsEmail => false;

    public bool TellsState => true;

    public void Authorize(HttpRequestHeaders headers, string token)
    {
        headers.Authorization = new("Bearer", token);
        headers.Add("OData-Version", "4.0");
        headers.Add("OData-MaxVersion", "4.0");
    }

    public async Task<string?> TellAsync(VendorApi api, Notice notice, MemberCard card, CancellationToken cancellation)
    {
        var body = card.Facts("loyalty_tier", "loyalty_balance", "loyalty_lifetimepoints", "loyalty_lastactivity");
        if (card.Email is not null)
        {
            body["emailaddress1"] = card.Email;
        }

        await api.SendAsync(HttpMethod.Patch, PathOf(card.MemberId), body, cancellation);
        return card.MemberId;
    }

    public Task StopAsync(VendorApi api, MemberCard card, CancellationToken cancellation) => Task.CompletedTask;

    public Task ForgetAsync(VendorApi api, Contact contact, CancellationToken cancellation) =>
        api.TrySendAsync(HttpMethod.Delete, PathOf(contact.MemberId), null, cancellation);

    private static string PathOf(string memberId) => $"/api/data/v9.2/contacts(loyalty_memberid='{memberId}')";
}
