using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>
/// Takes back what journeys gave because of a purchase that is refunded: points as those of a rule, grants as far as they are not used. Each
/// leaves one entry.
/// </summary>
internal static class GiftReversal
{
    /// <param name="posting">The refund, whose own entry is written.</param>
    /// <param name="receipt">What the purchase's journeys were set off by.</param>
    /// <param name="fallen">What the journeys of goals were set off by that are not reached any more.</param>
    /// <param name="earnedUnder">The version that the purchase was earned with.</param>
    /// <param name="after">What is left of the basket; null: nothing.</param>
    public static void Write(Posting posting, string receipt, IReadOnlyList<string> fallen, Programme earnedUnder, EarningBasket? after)
    {
        var refund = posting.Entries[^1];
        foreach (var gift in posting.Account.Personal.Gifts.Where(gift => gift.Cause == receipt ? !StillFits(gift) : fallen.Contains(gift.Cause)))
            if (Entry(posting, gift, refund) is { } entry && posting.CanTake(entry.Points))
                posting.Add(entry);

        // A journey that the version does not have was set off after a merge or under another one: it goes with the last of the purchase.
        bool StillFits(JourneyGift gift) => after is not null
            && earnedUnder.Journeys.Where(journey => journey.Id == gift.Journey).All(journey => JourneyFit.FitsBasket(journey.When, after));
    }

    /// <summary>Null where nothing is left to be taken.</summary>
    private static LedgerEntry? Entry(Posting posting, JourneyGift gift, LedgerEntry refund)
    {
        var grants = from given in gift.Grants
                     let left = posting.Account.Personal.Grants.FirstOrDefault(grant => grant.Id == given.Id)
                     where left is not null
                     select left with { Uses = -left.Uses };
        GrantChange[] taken = [.. grants];
        if (gift.Points == Points.Zero && taken.Length == 0)
            return null;
        var key = Journey.KeyOf(gift.Journey);
        var lot = gift.Lot;
        var own = new OwnLot(lot?.Earned ?? gift.On, lot?.Expires ?? DateOnly.MaxValue, (id, expires) => lot is not null && (id, expires) == (lot.Lot, lot.Expires), IsRecorded: true);
        return own.Take(posting, gift.Points, null) with
        {
            Kind = EntryKind.Reverse,
            OccurredAt = refund.OccurredAt,
            Source = refund.Source,
            Reason = key,
            Rules = gift.Points == Points.Zero ? [] : [new RulePoints(key, -gift.Points)],
            Personal = new PersonalEffect { Taken = gift.Journey, Cause = gift.Cause, Grants = taken },
        };
    }
}
