using Loyalty.Entries;

namespace LoyaltyFunctions.Api;

/// <summary>An entry as callers and subscribers see it.</summary>
public sealed record EntryView(
    long Seq,
    string Kind,
    long Points,
    long Balance,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    SourceView Source,
    string Reason,
    IReadOnlyList<RuleView> Rules,
    string ProgramVersion,
    string Hash,
    string PreviousHash)
{
    /// <summary>In the history of a member into whom others were merged: whose entry it was.</summary>
    public string? MemberId { get; init; }

    /// <summary>Points that wait for their release, where the entry made or released any.</summary>
    public long? Pending { get; init; }

    /// <summary>What holds the purchase back until somebody lifts it.</summary>
    public string? Held { get; init; }

    /// <summary>Of a journey's entry: why no message was asked for, or why nothing came of it.</summary>
    public string? Skipped { get; init; }

    /// <summary>Rules that gave less than they would have given alone, and why.</summary>
    public IReadOnlyList<RuleCutView>? Cuts { get; init; }

    /// <summary>The canonical JSON that was hashed, where the caller asks for it.</summary>
    public string? Content { get; init; }

    public static EntryView Of(LedgerEntry entry) => new(
        entry.Sequence,
        entry.Kind.ToWire(),
        entry.Points.Value,
        entry.Balance.Value,
        entry.OccurredAt,
        entry.RecordedAt,
        SourceView.Of(entry.Source),
        entry.Reason ?? ReasonOf(entry),
        [.. entry.Rules.Select(rule => new RuleView(rule.Id, rule.Points.Value))],
        entry.ProgrammeVersion,
        entry.Hash,
        entry.PreviousHash)
    {
        Pending = entry.PendingPoints.Value is var pending and not 0 ? pending : null,
        Held = (entry.Personal?.Withheld ?? entry.Pending.FirstOrDefault(pending => pending is { Held: not null, Points.Value: > 0 })?.Held) is { } held ? Words.Of(held) : null,
        Skipped = entry.Personal?.Skipped,
        Cuts = entry.Cuts.Count > 0 ? [.. entry.Cuts.Select(RuleCutView.Of)] : null,
    };

    /// <summary>Why there is an entry to which nobody gave a reason of their own.</summary>
    private static string ReasonOf(LedgerEntry entry) => entry.Kind switch
    {
        EntryKind.Earn => "purchase",
        EntryKind.Reverse => entry.Source.RefundId is null ? "void" : "refund",
        EntryKind.Release => "pending-over",
        EntryKind.Reserve or EntryKind.Redeem => "redemption",
        EntryKind.Cancel => "redemption-cancelled",
        EntryKind.Lapse => "reservation-over",
        EntryKind.Expire => "last-day-over",
        EntryKind.TransferIn or EntryKind.TransferOut => "transfer",
        EntryKind.Bonus => "rule",
        EntryKind.Adjust => "adjustment",
        EntryKind.Merge => "merge",
        _ => "erasure",
    };
}

public sealed record SourceView(
    string Partner,
    string? StoreId,
    string? ReceiptId,
    DateOnly? BusinessDate,
    string? RefundId,
    string? Reference,
    string? Counterparty)
{
    public static SourceView Of(EntrySource source) => new(
        source.Partner,
        source.StoreId,
        source.ReceiptId,
        source.BusinessDate,
        source.RefundId,
        source.Reference,
        source.Counterparty);
}

public sealed record RuleView(string Id, long Points);

/// <summary>A rule whose conditions were met, and how many points less it gave because of something else.</summary>
public sealed record RuleCutView(string Rule, string Reason, long Points)
{
    public static RuleCutView Of(RuleCut cut) => new(cut.Rule, Words.Of(cut.Reason), cut.Points.Value);
}

/// <summary>The data of `loyalty.tier.changed`.</summary>
public sealed record TierChangedData(string From, string To, DateOnly Since, DateOnly Until);
