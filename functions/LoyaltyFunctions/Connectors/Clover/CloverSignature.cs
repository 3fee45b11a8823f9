namespace LoyaltyFunctions.Connectors.Clover;

/// <summary><c>X-Clover-Auth</c> is the value that Clover's dashboard shows for the app. It proves who sent the request and nothing about its
/// body. As those who receive Clover's notices read it.</summary>
public static class CloverSignature
{
    public const string Header = "x-clover-auth";

    internal static bool Verify(WebhookRequest request, IReadOnlyList<string> secrets) => Signatures.IsSecret(secrets, request.Header(Header));
}
