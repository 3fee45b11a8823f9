using Loyalty.Safety;

namespace Loyalty.Entries;

/// <summary>Where an entry came from. Names, never personal data: an entry outlives the member's erasure.</summary>
/// <param name="Partner">The partner or client that asked for it; <c>hub</c> for the programme's own clockwork.</param>
/// <param name="Reference">The caller's own reference: a redemption, transfer, campaign or approval.</param>
/// <param name="Counterparty">The other member of a transfer or merge.</param>
public sealed record EntrySource(
    string Partner,
    string? StoreId = null,
    string? ReceiptId = null,
    DateOnly? BusinessDate = null,
    string? RefundId = null,
    string? Reference = null,
    string? Counterparty = null)
{
    /// <summary>What the programme does by itself: expiry, release, lapse, tier review.</summary>
    public static readonly EntrySource Hub = new("hub");
}

/// <summary>What one rule contributed. The rules of an entry add up to its points, or to what it made pending.</summary>
public sealed record RulePoints(string Id, Points Points);

/// <summary>
/// Points of one lot: added (positive), taken (negative), or held by a reservation. A lot is known by its id and last day.
/// </summary>
/// <param name="Lot">Sequence of the entry that earned it.</param>
/// <param name="Earned">Local date that its life is counted from.</param>
/// <param name="Expires">Last day on which it can be used.</param>
public sealed record LotChange(long Lot, DateOnly Earned, DateOnly Expires, Points Points);

/// <summary>Points that wait for their release (positive), or no longer wait (negative).</summary>
public sealed record PendingChange(long Lot, DateOnly Release, DateOnly Earned, DateOnly Expires, Points Points, EntrySource Source)
{
    /// <summary>Why they wait until somebody lets them go; their day of release never comes by itself.</summary>
    public HoldReason? Held { get; init; }
}

/// <summary>
/// A reservation opens with the parts that it takes out of the lots, or ends; <c>Spent</c>: a redemption that never was reserved.
/// </summary>
public sealed record ReservationChange(
    string Id,
    ReservationStep Step,
    Points Points,
    DateTimeOffset Until,
    string? RewardId,
    IReadOnlyList<LotChange> Parts);

public enum ReservationStep { Opened, Captured, Cancelled, Lapsed, Spent }

/// <summary>Points that count for the tier, by local date of the purchase; negative when reversed.</summary>
public sealed record QualifyingChange(DateOnly On, Points Points);

/// <summary>The tier after the entry; <c>Until</c> is the last day before which no review can lower it.</summary>
public sealed record TierChange(string From, string To, DateOnly Since, DateOnly Until);

/// <summary>One more use of a rule with a limit, within the period that the use fell into.</summary>
public sealed record RuleUse(string Rule, string Period, long Count, Points Points);

/// <summary>Carried by a member's first entry, so that the entries alone rebuild the account.</summary>
public sealed record Opening(DateTimeOffset At, string Tier, DateOnly Since, DateOnly Until);

/// <summary>Set by the last entry of an account.</summary>
public sealed record Closing(Accounts.AccountStatus Status, string? MergedInto);
