namespace LoyaltyFunctions.Connectors;

/// <summary>Where a webhook was sent: <c>/api/webhooks/{kind}/{partner}</c>, with the secret behind it where the sender has no other place for
/// one. Not a record: nothing may print the secret.</summary>
public sealed class WebhookAddress(string kind, string partner, string secret = "")
{
    public string Kind { get; } = kind;

    public string Partner { get; } = partner;

    public string Secret { get; } = secret;

    /// <summary>The path without its secret.</summary>
    public string Path { get; } = $"/api/webhooks/{kind}/{partner}";
}
