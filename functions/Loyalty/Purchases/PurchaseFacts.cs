using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Purchases;

/// <summary>
/// What an entry keeps of its purchase, so that a refund or a rebuild computes it again without asking anyone.
/// </summary>
/// <param name="Purchase">The sale as it was reported.</param>
/// <param name="Tier">The tier held before the sale.</param>
/// <param name="Number">The member's n-th purchase, from 1, in the order of arrival.</param>
/// <param name="OpenRules">Rules whose conditions apart from the basket were met: time, place, member, tier and limits.</param>
/// <param name="Caps">What limits in points left to rules at the time.</param>
/// <param name="Rate">The id of the programme's exchange rate, for another currency than the programme's.</param>
/// <param name="Earned">Points of the purchase, granted or pending.</param>
/// <param name="Expires">Last day of the lot.</param>
public sealed record PurchaseFacts(
    Purchase Purchase,
    string Tier,
    long Number,
    IReadOnlyList<string> OpenRules,
    IReadOnlyList<RulePoints> Caps,
    string? Rate,
    Points Earned,
    DateOnly Expires)
{
    /// <summary>What it earned on: a purchase, or a payment by a linked card, which is no purchase of its own.</summary>
    public string On { get; init; } = Occasions.Purchase;

    public bool IsPurchase => On == Occasions.Purchase;

    /// <summary>The part that a member who works here earned; null: all.</summary>
    public Rational? StaffRate { get; init; }

    /// <summary>What the entry of a refund names.</summary>
    internal EntrySource RefundSource(string? reference, string? refundId = null)
    {
        var source = Purchase.Receipt.Source(reference, refundId);
        return IsPurchase ? source : source with { StoreId = null };
    }
}

/// <summary>
/// What a <c>reverse</c> entry keeps of a refund. <c>Reversed</c> counts against the purchase even where points had expired.
/// </summary>
public sealed record RefundFacts(Refund Refund, Points Reversed, bool Flagged);
