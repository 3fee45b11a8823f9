using System.Net.Http.Headers;
using System.Text.Json;
using Loyalty.Members;
using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Connectors.Sap;
using LoyaltyFunctions.Outbound.Vendors;
using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Outbound.Sources;

/// <summary>S/4HANA's OData V2 services: business partners (<c>API_BUSINESS_PARTNER</c>) and products (<c>API_PRODUCT_SRV</c>).</summary>
internal sealed class SapSource : ISource
{
    private const string PartnerType = "sap-businesspartner";
    private const string Deleted = "Deleted";
    private const string Addresses = "to_BusinessPartnerAddress";

    public string Format => SapConnector.Name;

    public void Authorize(HttpRequestHeaders headers, string token) => headers.Authorization = new("Bearer", token);

    public bool Knows(ResourceChanged changed) => changed.Resource is "BusinessPartner" or "Product";

    public async Task<Fetched> FetchAsync(VendorApi api, Partner partner, ResourceChanged changed, CancellationToken cancellation)
    {
        var key = Uri.EscapeDataString(changed.Id.Replace("'", "''", StringComparison.Ordinal));
        var path = changed.Resource == "Product"
            ? $"/sap/opu/odata/sap/API_PRODUCT_SRV/A_Product('{key}')?$format=json"
            : $"/sap/opu/odata/sap/API_BUSINESS_PARTNER/A_BusinessPartner('{key}')?$expand={Addresses}/to_EmailAddress,{Addresses}/to_MobilePhoneNumber&$format=json";
        if (await api.TrySendAsync(HttpMethod.Get, path, null, cancellation) is not { } answer) return changed.Change == Deleted ? Removed(changed) : new Fetched();
        return Fields.Of(answer).Nested("d") is not { } found ? new Fetched { Fault = "the answer holds no object" }
            : changed.Resource == "Product" ? ReadProduct(found, changed)
            : ReadPartner(found, changed);
    }

    // Only what is told to be deleted, and is not there: 404 alone may be a wrong address.
    private static Fetched Removed(ResourceChanged changed) => changed.Resource == "Product"
        ? new Fetched(new ItemRemoved(changed.OccurredAt, changed.Id, null))
        : VendorFields.Member(PartnerType, changed.Id) is { } identity ? new Fetched(new CustomerRemoved(changed.OccurredAt, identity)) : new Fetched();

    private static Fetched ReadProduct(Fields product, ResourceChanged changed) => VendorFields.Usable(product, "Product", FieldValues.IdLength) is { } sku
        ? new Fetched(new ItemsUpdated(changed.OccurredAt, [new Item(sku, VendorFields.Usable(product, "ProductGroup", FieldValues.IdLength), null, null)]))
        : new Fetched { Fault = "the product has no number" };

    private static Fetched ReadPartner(Fields found, ResourceChanged changed)
    {
        var addresses = Results(found, Addresses).ToList();
        var email = addresses.SelectMany(address => Results(address, "to_EmailAddress")).Select(one => VendorFields.UsableEmail(one, "EmailAddress")).FirstOrDefault(one => one is not null);
        var phone = addresses.SelectMany(address => Results(address, "to_MobilePhoneNumber")).Select(one => VendorFields.UsablePhone(one, "InternationalPhoneNumber")).FirstOrDefault(one => one is not null);
        var profile = new Profile(VendorFields.Usable(found, "FirstName"), VendorFields.Usable(found, "LastName"), email, phone);
        return VendorFields.Member(PartnerType, changed.Id) is { } identity
            ? new Fetched(new CustomerUpdated(changed.OccurredAt, identity, ProfilePatch.OfKnown(profile)) { AlsoKnownAs = VendorFields.ByEmail(email) })
            : new Fetched { Fault = "the number of the business partner cannot be an identity" };
    }

    private static IReadOnlyList<Fields> Results(Fields of, string name) => VendorFields.Known(of, name) is { } nested
        && nested.TryGet("results", out var results) && results.ValueKind == JsonValueKind.Array ? nested.List("results", 1_000) : [];
}
