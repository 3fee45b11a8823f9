using Azure;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Purchases;

namespace LoyaltyFunctions.Storage;

/// <summary>Everything that one decision writes, in one transaction of the member's partition.</summary>
public sealed record Commit(Account After, IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>Added, so that the operation happens once.</summary>
    public Operation? Operation { get; init; }

    public Answer? Answer { get; init; }

    /// <summary>An event beyond those that the entries themselves stand for.</summary>
    public string? Announce { get; init; }

    /// <summary>The receipt that the entries are about; added, or replaced where <see cref="PurchaseETag"/> says which version was read.</summary>
    public PurchaseState? Purchase { get; init; }

    public ETag? PurchaseETag { get; init; }

    /// <summary>First entry of the commit that earned, where a later one replaces the receipt's row.</summary>
    public long? PurchaseFirst { get; init; }

    public MemberProfile? Profile { get; init; }
}

/// <summary>Who the member is: the only row with personal data, gone at once when the member is erased.</summary>
public sealed record MemberProfile(Profile Profile, IReadOnlyList<Identity> Identities);

/// <summary>What a decision came to: a result for the caller and, unless it refused, what to write.</summary>
public sealed record Draft<T>(T Result, Commit? Commit = null);
