using Loyalty.Members;

namespace Loyalty.Earning;

/// <summary>What happened, apart from a basket: everything that stays as it was when a purchase is refunded.</summary>
internal sealed record Occasion(string On, DateTimeOffset OccurredAt, string Tier, MemberFacts Member)
{
    public required string MemberId { get; init; }

    /// <summary>The account before it, for segments.</summary>
    public Accounts.Account? Account { get; init; }

    public string? Partner { get; init; }

    public string? StoreId { get; init; }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }

    public long? PurchaseNumber { get; init; }
}
