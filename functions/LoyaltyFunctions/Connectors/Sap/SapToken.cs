namespace LoyaltyFunctions.Connectors.Sap;

/// <summary><c>Authorization: Bearer</c> with the token that the broker was given. Nothing is signed.</summary>
public static class SapToken
{
    public const string Header = "authorization";

    private const string Scheme = "Bearer ";

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets) =>
        request.Header(Header) is var header && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) && Signatures.IsSecret(secrets, header[Scheme.Length..]);
}
