using System.Buffers;
using Loyalty.Entries;
using Loyalty.Play;

namespace Loyalty.Purchases;

/// <summary>What is left of one line, exactly; proportional refunds leave fractions of a cent.</summary>
public sealed record RemainingLine(string Sku, string? Category, Rational QuantityThousandths, Rational AmountMinor, bool Excluded)
{
    public int? MarginRate { get; init; }

    public bool? FullPrice { get; init; }
}

/// <summary>A purchase with its refunds so far: the fold of the entries that name its receipt. Reversed never exceeds earned.</summary>
public sealed record PurchaseState
{
    /// <summary>The account that earned; after a merge another than the one that a refund is taken from.</summary>
    public required string MemberId { get; init; }

    /// <summary>Sequence of the earn entry.</summary>
    public required long Sequence { get; init; }

    /// <summary>Id of the lot that the points went to.</summary>
    public required long Lot { get; init; }

    public required PurchaseFacts Facts { get; init; }

    public required string ProgrammeVersion { get; init; }

    public required DateTimeOffset OccurredAt { get; init; }

    public required IReadOnlyList<RemainingLine> Remaining { get; init; }

    /// <summary>Goals, with their periods, that the purchase counted for.</summary>
    public IReadOnlyList<PlayStep> Play { get; init; } = [];

    /// <summary>What the purchase counted for on the store's leader board.</summary>
    public RuleUse? OnBoard { get; init; }

    public Points Reversed { get; init; }

    /// <summary>Ids of the refunds seen, in order of arrival.</summary>
    public IReadOnlyList<string> RefundIds { get; init; } = [];

    public bool Voided { get; init; }

    /// <summary>More was given back than remained, at least once.</summary>
    public bool Flagged { get; init; }

    public Purchase Purchase => Facts.Purchase;

    /// <summary>What is left of the total, in minor units.</summary>
    public Rational RemainingMinor => RemainingLines.Sum(Remaining);

    /// <summary>Entries of other receipts leave the state as it is.</summary>
    public static PurchaseState? Fold(PurchaseState? state, LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (state is null)
            return entry.Purchase is { } facts ? Begin(entry, facts) : null;
        // Of a late step towards a goal, the first is the purchase's own.
        if (entry.Kind == EntryKind.Release && entry.MemberId == state.MemberId && entry.Personal?.Settled == state.Sequence)
            return state with { Play = [.. entry.Play.DistinctBy(step => step.Goal)], OnBoard = entry.Uses.FirstOrDefault(LeaderBoard.IsBoard) };
        return entry.Refund is { } refund && refund.Refund.Receipt == state.Purchase.Receipt ? state.After(refund) : state;
    }

    public static void Write(PurchaseState state, IBufferWriter<byte> output) => PurchaseStateJson.Write(state, output);

    /// <summary>Throws <see cref="FormatException"/> for anything that is not the state of a purchase.</summary>
    public static PurchaseState Read(ReadOnlySpan<byte> json) => Wire.Read(json, PurchaseStateJson.Read);

    private static PurchaseState Begin(LedgerEntry entry, PurchaseFacts facts) => new()
    {
        MemberId = entry.MemberId,
        Sequence = entry.Sequence,
        Lot = entry.Lots is [var lot, ..] ? lot.Lot : entry.Pending is [var pending, ..] ? pending.Lot : entry.Sequence,
        Facts = facts,
        ProgrammeVersion = entry.ProgrammeVersion,
        OccurredAt = entry.OccurredAt,
        Remaining = RemainingLines.AllOf(facts.Purchase),
        Play = entry.Play,
        OnBoard = entry.Uses.FirstOrDefault(LeaderBoard.IsBoard),
    };

    private PurchaseState After(RefundFacts refund) => this with
    {
        Remaining = RemainingLines.After(this, refund.Refund, out _),
        Reversed = Reversed + refund.Reversed,
        RefundIds = refund.Refund.Whole ? RefundIds : [.. RefundIds, refund.Refund.RefundId],
        Voided = Voided || refund.Refund.Whole,
        Flagged = Flagged || refund.Flagged,
    };
}
