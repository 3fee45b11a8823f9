using LoyaltyFunctions.Storage;

namespace LoyaltyFunctions.Api;

/// <summary>A claim of missing points: open until something settles it.</summary>
public sealed record ClaimView(string ClaimId, string Status)
{
    public const string Open = "open";
    public const string Settled = "settled";
    public const string Refused = "refused";

    public string? Reason { get; init; }

    /// <summary>The entries that it earned.</summary>
    public IReadOnlyList<EntryRef>? Entries { get; init; }

    internal static ClaimView Of(DeliveryRecord kept) => new(kept.Id, StatusOf(kept))
    {
        Reason = kept.Reason,
        Entries = kept.Entries.Count == 0 ? null : kept.Entries,
    };

    private static string StatusOf(DeliveryRecord kept) =>
        kept.Status == DeliveryStatus.Waiting ? Open : kept.Entries.Count > 0 ? Settled : Refused;
}
