using Loyalty.Purchases;

namespace Loyalty.Entries;

/// <summary>One line of a member's history. Its effects are complete: the account is nothing but the fold of its entries.</summary>
public sealed record LedgerEntry
{
    public string MemberId { get; init; } = "";

    /// <summary>1, 2, 3 … without a gap.</summary>
    public long Sequence { get; init; }

    public EntryKind Kind { get; init; }

    /// <summary>Effect on the balance.</summary>
    public Points Points { get; init; }

    /// <summary>The balance after the entry.</summary>
    public Points Balance { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public EntrySource Source { get; init; } = EntrySource.Hub;

    public string? Reason { get; init; }

    /// <summary>They add up to the points granted or made pending; on a reversal, to those that the purchase lost.</summary>
    public IReadOnlyList<RulePoints> Rules { get; init; } = [];

    public string ProgrammeId { get; init; } = "";

    public string ProgrammeVersion { get; init; } = "";

    public IReadOnlyList<LotChange> Lots { get; init; } = [];

    /// <summary>Points of an expired lot that a refund need not take again.</summary>
    public LotChange? Forgiven { get; init; }

    public IReadOnlyList<PendingChange> Pending { get; init; } = [];

    public ReservationChange? Reservation { get; init; }

    public IReadOnlyList<QualifyingChange> Qualifying { get; init; } = [];

    public TierChange? Tier { get; init; }

    public IReadOnlyList<RuleUse> Uses { get; init; } = [];

    /// <summary>Purchases and what they came to, by local day, for tiers and segments.</summary>
    public IReadOnlyList<ActivityChange> Activity { get; init; } = [];

    /// <summary>Rules that gave less than they would have given alone, and why.</summary>
    public IReadOnlyList<RuleCut> Cuts { get; init; } = [];

    /// <summary>Purchases that the entry adds to the member's count: 1 for a sale, all of the other's for a merge.</summary>
    public long Purchases { get; init; }

    public PurchaseFacts? Purchase { get; init; }

    public RefundFacts? Refund { get; init; }

    /// <summary>What the entry did for this member alone.</summary>
    public PersonalEffect? Personal { get; init; }

    /// <summary>A service that was used, or given back.</summary>
    public BenefitUse? Benefit { get; init; }

    /// <summary>How far the entry brought the member towards goals.</summary>
    public IReadOnlyList<PlayStep> Play { get; init; } = [];

    public Opening? Opening { get; init; }

    public Closing? Closing { get; init; }

    /// <summary>Hash of the entry before; 64 zeros before the first.</summary>
    public string PreviousHash { get; init; } = "";

    public string Hash { get; init; } = "";

    /// <summary>Net effect on the points that wait for their release.</summary>
    public Points PendingPoints => Loyalty.Points.Sum(Pending.Select(change => change.Points));
}
