namespace LoyaltyFunctions.Connectors;

/// <summary>A checked partner of the settings <c>Partners__{id}__…</c>. Not a record: nothing may print its secrets.</summary>
public sealed class Partner
{
    /// <summary>Lower case, because configuration keys ignore case and receipts are claimed under this id for ever.</summary>
    public required string Id { get; init; }

    /// <summary>One of <see cref="PartnerOptions.Kinds"/>.</summary>
    public required string Kind { get; init; }

    public required string Format { get; init; }

    /// <summary>Any of them verifies, so that a secret can be rotated; never empty, none of them blank.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>The URL that Square signs, exactly as registered there.</summary>
    public string? NotificationUrl { get; init; }

    /// <summary>The URL of this hub as the sender sees it, where the sender signs it.</summary>
    public string? PublicUrl { get; init; }

    public string? ApiBase { get; init; }

    public string? ApiToken { get; init; }

    /// <summary>Instead of a token that lasts: where one is asked for, by whom, with which secret and for what (OAuth client credentials).</summary>
    public string? ApiTokenUrl { get; init; }

    public string? ApiClientId { get; init; }

    public string? ApiClientSecret { get; init; }

    public string? ApiScope { get; init; }

    public bool RenewsToken => ApiTokenUrl is { Length: > 0 };

    /// <summary>Whether the settings say where its API is and how the hub is let in.</summary>
    public bool HasApi => ApiBase is { Length: > 0 } && (RenewsToken || ApiToken is { Length: > 0 });

    public string? OrganizationId { get; init; }

    public string? HeaderName { get; init; }

    /// <summary>ISO 4217 code of what the sender's amounts are in, where they do not say.</summary>
    public string? Currency { get; init; }

    /// <summary>The most points that one receipt or event gives, and that a member gets in a day; null without a cap.</summary>
    public long? PointsPerReceipt { get; init; }

    public long? PointsPerDay { get; init; }

    /// <summary>The partner's own points, and how many of them one point of the programme is.</summary>
    public string? PointsName { get; init; }

    public string? PointsRate { get; init; }

    /// <summary>Resource ids of the Event Grid topics that may deliver to this hub.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
}
