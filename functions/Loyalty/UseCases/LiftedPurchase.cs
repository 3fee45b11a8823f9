using Loyalty.Accounts;
using Loyalty.Earning;
using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Members;
using Loyalty.Play;
using Loyalty.Programmes;
using Loyalty.Purchases;

namespace Loyalty.UseCases;

/// <summary>
/// What a purchase does once it need not wait any more: points, tier, goals, leader board and journeys by what is left of it, under the version
/// that it was earned with and on its own day, so that a refund takes them back as those of any purchase.
/// </summary>
internal sealed class LiftedPurchase(Posting posting, HeldPurchase held, MemberFacts member)
{
    private readonly PurchaseState _purchase = held.Purchase;

    public void Write(HeldSale sale)
    {
        var pending = posting.Account.Pending.FirstOrDefault(pending => pending.Held == sale.Reason && pending.Source == sale.Source);
        var entry = pending is null ? Draft(sale.Source) : Released(posting, pending);
        entry = entry with { Personal = new PersonalEffect { Settled = sale.Sequence } };
        if (Basket() is not { } basket)
        {
            posting.Add(entry);
            return;
        }

        var cause = new JourneyOccasion(Occasion(), _purchase.Purchase.Receipt.Source(null), basket) { Cause = JourneyGift.CauseOf(_purchase.Purchase.Receipt) };
        var steps = PlayCounts.OfLate(posting.Account, held.EarnedUnder, cause.Occasion, basket, posting.At);
        var (day, left) = (held.EarnedUnder.LocalDate(_purchase.OccurredAt), _purchase.Facts.Earned - _purchase.Reversed);
        posting.Add(entry with
        {
            Play = steps,
            Uses = LeaderBoard.Count(posting.Account, held.EarnedUnder, _purchase.Purchase.Receipt.StoreId, day, left),
        });
        JourneySteps.Follow(posting, cause, steps, held.EarnedUnder);
    }

    /// <summary>Points that would wait anyway go on waiting for their own day.</summary>
    public static LedgerEntry Released(Posting posting, PendingPoints pending)
    {
        var programme = posting.Programme;
        var release = programme.PendingFor.After(pending.Earned);
        var lot = new LotChange(pending.Lot, pending.Earned, pending.Expires, pending.Points);
        var entry = new LedgerEntry
        {
            Kind = EntryKind.Release,
            OccurredAt = posting.At,
            Source = pending.Source,
            Qualifying = [new QualifyingChange(pending.Earned, pending.Points)],
            Tier = programme.Tiers.By == TierMeasure.Points
                ? TierStanding.Raise(posting.Account, programme, pending.Points.Value, pending.Earned, posting.Today)
                : null,
            Pending = [pending.Less(pending.Points)],
        };
        return release > posting.Today
            ? entry with { Pending = [.. entry.Pending, pending.Less(-pending.Points) with { Release = release, Held = null }] }
            : entry with { Points = pending.Points, Lots = LotList.AfterRepaying(posting.Account.Debt, [lot]) };
    }

    private LedgerEntry Draft(EntrySource source) => new() { Kind = EntryKind.Release, OccurredAt = posting.At, Source = source };

    /// <summary>Null where refunds have left nothing.</summary>
    private EarningBasket? Basket()
    {
        var isWhole = _purchase.RefundIds.Count == 0 && !_purchase.Voided;
        if (!isWhole && _purchase.RemainingMinor.Sign <= 0)
            return null;
        var rate = held.EarnedUnder.Rates.FirstOrDefault(rate => rate.Id == _purchase.Facts.Rate);
        return EarningBasket.Of(_purchase.Purchase, isWhole ? _purchase.Remaining : [.. _purchase.Remaining.Where(line => line.AmountMinor.Sign != 0)], held.EarnedUnder, rate);
    }

    private Occasion Occasion() => new(Occasions.Purchase, _purchase.OccurredAt, _purchase.Facts.Tier, member)
    {
        MemberId = posting.Account.MemberId,
        Account = posting.Account,
        Partner = _purchase.Purchase.Receipt.Partner,
        StoreId = _purchase.Purchase.Receipt.StoreId,
        Channel = _purchase.Purchase.Channel,
        PurchaseNumber = _purchase.Facts.Number,
    };
}
