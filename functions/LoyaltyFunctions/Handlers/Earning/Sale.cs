using Loyalty.Entries;
using Loyalty.Members;
using Loyalty.Programmes;
using Loyalty.Purchases;
using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Handlers.Earning;

/// <summary>A sale of a known member. With an operation its answer is kept under the caller's key.</summary>
public sealed record Sale(string MemberId, Purchase Purchase, DateTimeOffset OccurredAt, Operation? Operation = null)
{
    /// <summary>A purchase, or a payment by a linked card.</summary>
    public string On { get; init; } = Occasions.Purchase;

    /// <summary>Where a card was paid with, where the sender says.</summary>
    public string? StoreId { get; init; }

    /// <summary>What the entry names besides the receipt, such as the claim that it settles.</summary>
    public string? Reference { get; init; }

    /// <summary>Who rang it up, where the till says.</summary>
    public Identity? Cashier { get; init; }

    /// <summary>Fingerprints of the payment cards, where the till says.</summary>
    public IReadOnlyList<string> Cards { get; init; } = [];
}

/// <summary>What became of a sale. The entry is there when it was earned, now or before.</summary>
public sealed record EarnResult(EarnResult.Kind Outcome, LedgerEntry? Entry = null, Answer? Answer = null)
{
    public enum Kind
    {
        Earned,
        Duplicate,
        Replayed,
        KeyReused,
        MemberUnknown,
        ReceiptClaimed,
        RateMissing,
        PurchaseInvalid,
        PointsOutOfRange,
        NothingToEarn,
    }

    /// <summary>A refund or void of the receipt came before it and can go on now.</summary>
    public bool Awaited { get; init; }

    /// <summary>The member was merged into this one, who is to earn instead.</summary>
    public string? MovedTo { get; init; }

    /// <summary>Everything the commit wrote, in order: what fell due by then, and the sale.</summary>
    public IReadOnlyList<LedgerEntry> Committed { get; init; } = [];
}
