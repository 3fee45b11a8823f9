namespace LoyaltyFunctions.Api;

/// <summary>What a code says, by the registered names of RFC 7519; <c>Jti</c> is the redemption that holds what the code buys.</summary>
public sealed record CodeClaims(string Iss, string Sub, string Jti, long Iat, long Exp, long Points)
{
    public string? Reward { get; init; }

    /// <summary>Where the reward can be had; missing: everywhere.</summary>
    public IReadOnlyList<string>? Stores { get; init; }

    public bool IsGoodIn(string storeId) => Stores is null || Stores.Contains(storeId, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A code, and until when a till may accept it.</summary>
public sealed record CodeView(string Code, string RedemptionId, long Points, DateTimeOffset ExpiresAt)
{
    public string? RewardId { get; init; }

    /// <summary>Where it may be accepted; missing: everywhere.</summary>
    public IReadOnlyList<string>? Stores { get; init; }
}

/// <summary>A public key as JSON Web Key (RFC 7517).</summary>
public sealed record CodeKeyView(string Kty, string Crv, string Alg, string Use, string Kid, string X, string Y);

/// <summary>A JSON Web Key Set.</summary>
public sealed record CodeKeysView(IReadOnlyList<CodeKeyView> Keys);

/// <summary>The data of <c>loyalty.code.reused</c> and <c>.misplaced</c>: where a code was accepted that had been used elsewhere, or is not good there.</summary>
public sealed record CodeMisuseData(string RedemptionId, string Partner, string StoreId, string ReceiptId);
