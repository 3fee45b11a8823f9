using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.Clover;

/// <summary>Clover proves the address with a code that an operator copies into its dashboard. Nothing signs that request, so the code is
/// shown as what it is: 8 to 64 letters, digits and dashes.</summary>
internal static class CloverSetup
{
    public static WebhookReply? Answer(WebhookRequest request)
    {
        if (request.Method != "POST" || request.Header(CloverSignature.Header).Length > 0) return null;
        if (!JsonBody.TryParse(request.Body.Span, out var root, out _)) return null;
        return VendorFields.Usable(Fields.Of(root), "verificationCode", 64) is { Length: >= 8 } code && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? WebhookReply.Empty(200) with { Notice = $"enter the verification code {code} in Clover's dashboard if you have just asked for one" }
            : null;
    }
}
