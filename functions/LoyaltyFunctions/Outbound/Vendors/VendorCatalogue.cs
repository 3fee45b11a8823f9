using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Sources;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Every format whose partners can be told about members. They are once <c>ApiBase</c> and <c>ApiToken</c> are set.</summary>
internal static class VendorCatalogue
{
    private static readonly IReadOnlyList<IVendor> All =
    [
        new HubSpotVendor(), new SalesforceVendor(), new DataverseVendor(), new KlaviyoVendor(), new CustomerIoVendor(), new MailchimpVendor(),
    ];

    public static IEnumerable<string> Formats => All.Select(vendor => vendor.Format);

    /// <summary>Null for a partner that is not told anything.</summary>
    public static IVendor? Of(PartnerOptions partner) =>
        partner is { ApiBase.Length: > 0, ApiToken.Length: > 0 } ? All.FirstOrDefault(vendor => vendor.Format == partner.Format) : null;

    public static IEnumerable<string> Check(string id, PartnerOptions partner)
    {
        if (Formats.Concat(SourceCatalogue.Formats).Contains(partner.Format) && partner.ApiBase is { Length: > 0 } address)
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http") || url.UserInfo.Length > 0)
            {
                yield return $"{PartnerOptions.SectionName}__{id}__ApiBase: an absolute URL without a user is needed";
            }

            if (string.IsNullOrWhiteSpace(partner.ApiToken))
            {
                yield return $"{PartnerOptions.SectionName}__{id}__ApiToken: is needed where ApiBase is set";
            }
        }
    }
}
