using Loyalty.Entries;

namespace Loyalty.Purchases;

/// <summary>What is left of one line, exactly; proportional refunds leave fractions of a cent.</summary>
public sealed record RemainingLine(string Sku, string? Category, Rational QuantityThousandths, Rational AmountMinor, bool Excluded);

/// <summary>A purchase with its refunds so far: the fold of the entries that name its receipt. Reversed never exceeds earned.</summary>
public sealed record PurchaseState
{
    /// <summary>The account that earned; after a merge another than the one that a refund is taken from.</summary>
    public required string MemberId { get; init; }

    /// <summary>Sequence of the earn entry and id of the lot that it made.</summary>
    public required long Lot { get; init; }

    public required PurchaseFacts Facts { get; init; }

    public required string ProgrammeVersion { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required IReadOnlyList<RemainingLine> Remaining { get; init; }

    public Points Reversed { get; init; }

    /// <summary>Ids of the refunds seen, in order of arrival.</summary>
    public IReadOnlyList<string> RefundIds { get; init; } = [];

    public bool Voided { get; init; }

    /// <summary>More was given back than remained, at least once.</summary>
    public bool Flagged { get; init; }

    public Purchase Purchase => Facts.Purchase;

    /// <summary>Entries of other receipts leave the state as it is.</summary>
    public static PurchaseState? Fold(PurchaseState? state, LedgerEntry entry) => throw new NotImplementedException();
}
