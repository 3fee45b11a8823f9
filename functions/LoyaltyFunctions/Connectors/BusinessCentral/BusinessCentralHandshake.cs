namespace LoyaltyFunctions.Connectors.BusinessCentral;

/// <summary>At each creation and renewal of a subscription the query holds a token, which must come back as plain text with 200. Anybody may
/// ask for that, so only what cannot be markup is given back.</summary>
internal static class BusinessCentralHandshake
{
    private const string Parameter = "validationToken";
    private const int MaxLength = 1_024;

    public static WebhookReply? Answer(WebhookRequest request)
    {
        var token = request.Parameter(Parameter);
        return request.Method == "POST" && token.Length is > 0 and <= MaxLength && token.All(c => c is > ' ' and <= '~' and not ('<' or '>' or '&' or '"'))
            ? WebhookReply.Text(token)
            : null;
    }
}
