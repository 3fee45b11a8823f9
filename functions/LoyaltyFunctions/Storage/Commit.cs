using Azure;
using Loyalty.Accounts;
using Loyalty.Entries;

namespace LoyaltyFunctions.Storage;

/// <summary>Everything that one decision writes, in one transaction of the member's partition.</summary>
public sealed record Commit(Account After, IReadOnlyList<LedgerEntry> Entries)
{
    /// <summary>Added, so that the operation happens once.</summary>
    public Operation? Operation { get; init; }

    public Answer? Answer { get; init; }

    /// <summary>An event beyond those that the entries themselves stand for.</summary>
    public string? Announce { get; init; }

    /// <summary>Receipts that the entries are about.</summary>
    public IReadOnlyList<ReceiptRow> Receipts { get; init; } = [];

    public MemberProfile? Profile { get; init; }

    /// <summary>
    /// How many commits the account had when another row was read that the decision rests on, such as the profile: after any later one
    /// that row may be another. Null where only the account was asked.
    /// </summary>
    public long? ReadAt { get; init; }

    /// <summary>The member who brought this one in.</summary>
    public string? Referrer { get; init; }

    /// <summary>The merge by which the member goes.</summary>
    public MergingRow? Merging { get; init; }

    /// <summary>Hashes of the identities of a member who is erased: the profile's row goes in this transaction, they go after it.</summary>
    public IReadOnlyList<string>? Erased { get; init; }

    /// <summary>Hashes of identities that the profile loses: they are given back after this transaction.</summary>
    public IReadOnlyList<string> Dropped { get; init; } = [];
}

/// <summary>
/// A receipt in its member's partition: the entries that name it, from the sale on. Added with the sale, so that it earns once;
/// replaced with each refund, and when it need not wait any more, on top of the version that was read.
/// </summary>
/// <param name="Hash">Hash of the receipt's key.</param>
/// <param name="First">First entry of the commit that earned: what fell due by then comes before the sale.</param>
/// <param name="Last">Last entry of that commit: points that came too late to be used expire after the sale.</param>
/// <param name="Entries">The entries, the sale's first (after a merge in the partition of the member that earned); none for a fence.</param>
public sealed record ReceiptRow(string Hash, long First, long Last, IReadOnlyList<EntryRef> Entries)
{
    /// <summary>The version that was read; null for a row that must not be there yet.</summary>
    public ETag? Version { get; init; }

    /// <summary>The receipt may not commit here: its claim has passed to another member.</summary>
    public bool IsFence => Entries.Count == 0;
}

/// <summary>A visit that earned: when, and where in degrees of WGS 84.</summary>
public sealed record LastVisit(DateTimeOffset At, double Longitude, double Latitude);

/// <summary>What a decision came to: a result for the caller and, unless it refused, what to write.</summary>
public sealed record Draft<T>(T Result, Commit? Commit = null);
