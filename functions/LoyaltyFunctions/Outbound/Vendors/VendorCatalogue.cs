using LoyaltyFunctions.Connectors;
using LoyaltyFunctions.Outbound.Sources;

namespace LoyaltyFunctions.Outbound.Vendors;

/// <summary>Every format whose partners can be told about members. They are once <c>ApiBase</c> is set, and <c>ApiToken</c> or <c>ApiTokenUrl</c>.</summary>
internal static class VendorCatalogue
{
    private static readonly IReadOnlyList<IVendor> All =
    [
        new HubSpotVendor(), new SalesforceVendor(), new DataverseVendor(), new KlaviyoVendor(), new CustomerIoVendor(), new MailchimpVendor(),
    ];

    public static IEnumerable<string> Formats => All.Select(vendor => vendor.Format);

    /// <summary>Null for a partner that is not told anything.</summary>
    public static IVendor? Of(Partner partner) => partner.HasApi ? All.FirstOrDefault(vendor => vendor.Format == partner.Format) : null;

    /// <summary>Formats whose tokens end and are given out for client credentials; all others have keys that last.</summary>
    private static readonly IReadOnlyList<string> GiveTokens = ["BusinessCentral", "Sap", "Salesforce", "Dataverse", "Esri"];

    public static IEnumerable<string> Check(string id, PartnerOptions partner)
    {
        if (!Formats.Concat(SourceCatalogue.Formats).Contains(partner.Format) || string.IsNullOrEmpty(partner.ApiBase))
        {
            return [];
        }

        var faults = string.IsNullOrEmpty(partner.ApiTokenUrl) ? CheckToken(partner) : CheckTokenUrl(partner);
        return faults.Prepend(IsAddress(partner.ApiBase) ? "" : "ApiBase: an absolute URL without a user is needed")
            .Where(fault => fault.Length > 0).Select(fault => $"{PartnerOptions.SectionName}__{id}__{fault}");
    }

    private static IEnumerable<string> CheckToken(PartnerOptions partner)
    {
        yield return string.IsNullOrWhiteSpace(partner.ApiToken) ? "ApiToken: is needed where ApiBase is set, or ApiTokenUrl" : "";
        yield return string.IsNullOrEmpty(partner.ApiClientId) && string.IsNullOrEmpty(partner.ApiClientSecret) ? "" : "ApiTokenUrl: is needed with ApiClientId and ApiClientSecret";
    }

    private static IEnumerable<string> CheckTokenUrl(PartnerOptions partner)
    {
        yield return GiveTokens.Contains(partner.Format) ? "" : $"ApiTokenUrl: only {string.Join(", ", GiveTokens)} give out tokens";
        yield return IsAddress(partner.ApiTokenUrl!) ? "" : "ApiTokenUrl: an absolute URL without a user is needed";
        yield return string.IsNullOrEmpty(partner.ApiToken) ? "" : "ApiToken: and ApiTokenUrl exclude each other";
        yield return string.IsNullOrWhiteSpace(partner.ApiClientId) ? "ApiClientId: is needed where ApiTokenUrl is set" : "";
        yield return string.IsNullOrWhiteSpace(partner.ApiClientSecret) ? "ApiClientSecret: is needed where ApiTokenUrl is set" : "";
    }

    private static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.UserInfo.Length == 0;
}
