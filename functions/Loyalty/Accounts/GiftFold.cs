using Loyalty.Entries;
using Loyalty.Journeys;

namespace Loyalty.Accounts;

/// <summary>What journeys gave because of purchases, as long as refunds come.</summary>
internal static class GiftFold
{
    private const int Maximum = 200;

    public static IReadOnlyList<JourneyGift> Apply(IReadOnlyList<JourneyGift> gifts, PersonalEffect effect, LedgerEntry entry)
    {
        var changed = effect.Taken is not null ? Taken(gifts, effect)
            : effect is { Cause: { } cause, Journey: { } journey } && Given(effect, entry, journey, cause) is { } given ? gifts.Append(given)
            : entry.Kind == EntryKind.Merge ? gifts.Concat(effect.Gifts.Select(gift => Moved(gift, entry)))
            : gifts;
        var today = DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime);
        var horizon = today.AddDays(-PlayFold.PastKeptDays);
        return ReferenceEquals(changed, gifts) && (gifts.Count == 0 || gifts[0].On >= horizon)
            ? gifts
            : [.. changed.Where(gift => gift.On >= horizon).OrderBy(gift => gift.On).TakeLast(Maximum)];
    }

    private static IEnumerable<JourneyGift> Taken(IReadOnlyList<JourneyGift> gifts, PersonalEffect effect) =>
        from gift in gifts
        let isTaken = gift.IsOf(effect)
        where !isTaken || !gift.Grants.All(grant => effect.Grants.Any(taken => taken.Id == grant.Id && -taken.Uses == grant.Uses))
        select isTaken ? gift with { Points = Points.Zero, Lot = null, Grants = [] } : gift;

    private static JourneyGift? Given(PersonalEffect effect, LedgerEntry entry, string journey, string cause) =>
        entry.Points == Points.Zero && effect.Grants.Count == 0
            ? null
            : new JourneyGift(
                journey,
                cause,
                DateOnly.FromDateTime(entry.RecordedAt.UtcDateTime),
                entry.Points,
                entry.Lots is [var lot, ..] ? lot : null,
                [.. effect.Grants.Select(grant => new GrantUses(grant.Id, grant.Uses))]);

    /// <summary>The points of another member lie in the lot that the merge made for their last day.</summary>
    private static JourneyGift Moved(JourneyGift gift, LedgerEntry entry) =>
        gift.Lot is { } lot ? gift with { Lot = lot with { Lot = entry.Sequence } } : gift;
}
