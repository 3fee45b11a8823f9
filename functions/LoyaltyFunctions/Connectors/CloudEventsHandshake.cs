namespace LoyaltyFunctions.Connectors;

/// <summary>The abuse protection of CloudEvents HTTP webhooks 1.0, section 4: a sender asks by OPTIONS whether it may deliver. That gives it
/// nothing but leave to try: each delivery still has to prove itself.</summary>
internal static class CloudEventsHandshake
{
    private const int MaxOriginLength = 253;

    public static WebhookReply? Answer(WebhookRequest request, Func<string, bool> isWelcome)
    {
        var origin = request.Header("webhook-request-origin");
        if (request.Method != "OPTIONS" || origin.Length is 0 or > MaxOriginLength || !origin.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-')) return null;
        return isWelcome(origin)
            ? WebhookReply.Empty(200) with
            {
                Headers = new Dictionary<string, string> { ["WebHook-Allowed-Origin"] = origin, ["Allow"] = "POST, GET, OPTIONS" },
            }
            : null;
    }
}
