namespace LoyaltyFunctions.Hosting.Options;

/// <summary>A caller of the API: `Clients__{id}__…`.</summary>
public sealed class ClientOptions
{
    public const string SectionName = "Clients";

    /// <summary>Hex of SHA-256 of the key that the client sends as bearer token.</summary>
    public string KeySha256 { get; set; } = "";

    /// <summary>Comma list of <see cref="Http.Scope"/> names.</summary>
    public string Scopes { get; set; } = "";

    /// <summary>The partner that the client acts for; its own id by default.</summary>
    public string? Partner { get; set; }
}
