using LoyaltyFunctions.Requests;

namespace LoyaltyFunctions.Connectors.AzureMaps;

/// <summary>The secret, in the path or as the delivery property <c>x-loyalty-secret</c>, and a topic of the settings in every event. Event
/// Grid proves an address by a code, which is given back only where both are right.</summary>
public static class AzureMapsProof
{
    public const string Header = "x-loyalty-secret";

    private const string TypeHeader = "aeg-event-type";
    private const int MaxEvents = 1_000;
    private const int MaxTopicLength = 512;

    internal static bool Verify(WebhookRequest request, Partner partner) => CarriesSecret(request, partner)
        && JsonBody.TryParseBatch(request.Body.Span, MaxEvents, out var batch, out _) && batch.All(item => IsOurs(item, partner));

    internal static WebhookReply? Answer(WebhookRequest request, Partner partner)
    {
        if (request.Method != "POST" || request.Header(TypeHeader) != "SubscriptionValidation" || !CarriesSecret(request, partner)) return null;
        if (!JsonBody.TryParseBatch(request.Body.Span, 1, out var batch, out _) || !IsOurs(batch[0], partner)) return null;
        return VendorFields.Known(batch[0], "data") is { } data && VendorFields.Usable(data, "validationCode", 128) is { } code
            && code.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? WebhookReply.Json($$"""{"validationResponse":"{{code}}"}""")
            : null;
    }

    private static bool CarriesSecret(WebhookRequest request, Partner partner) =>
        Signatures.IsSecret(partner.Secrets, request.Secret) | Signatures.IsSecret(partner.Secrets, request.Header(Header));

    private static bool IsOurs(Fields item, Partner partner) =>
        (VendorFields.Usable(item, "topic", MaxTopicLength) ?? VendorFields.Usable(item, "source", MaxTopicLength)) is { } topic
        && partner.Topics.Contains(topic, StringComparer.OrdinalIgnoreCase);
}
