namespace LoyaltyFunctions.Connectors.Dataverse;

/// <summary>The operator registers the webhook with a header of their choice (<c>HeaderName</c>) or with <c>code</c> in its query; nothing is
/// signed.</summary>
public static class DataverseSignature
{
    public const string DefaultHeader = "x-loyalty-secret";
    public const string QueryKey = "code";

    internal static bool Verify(WebhookRequest request, Partner partner) =>
        Signatures.IsSecret(partner.Secrets, request.Header(partner.HeaderName ?? DefaultHeader))
        || Signatures.IsSecret(partner.Secrets, request.Parameter(QueryKey));
}
