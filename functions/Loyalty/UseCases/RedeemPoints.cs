using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>Spends points at once, soonest expiry first. The amount is met in full or nothing is spent.</summary>
public sealed record RedeemPoints(string RedemptionId, RedemptionRequest Request, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { Redeemed, AccountClosed, AlreadyReserved, CoolingDown, TooManyRedemptions, InRing, AmountNotPositive, RewardUnavailable, StoreMissing, OtherStore, BelowMinimum, InsufficientPoints }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        if (posting.Account.Reservations.Any(open => open.Id == RedemptionId))
            return Refusal.Of(Outcome.AlreadyReserved, account);
        if (Hold.OnRedemptions(posting.Account, programme, At) is [var hold, ..])
            return Refusal.Of(hold.Reason switch { HoldReason.CoolingDown => Outcome.CoolingDown, HoldReason.Ring => Outcome.InRing, _ => Outcome.TooManyRedemptions }, account);
        var problem = Request.Price(posting.Account, programme, At, out var price);
        if (problem != RedemptionRequest.Problem.None)
            return Refusal.Of(Refused(problem), account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Redeem,
            Points = -price,
            OccurredAt = At,
            Source = Source,
            Uses = Hold.Count(programme, posting.Today),
            Personal = Request.Use(posting.Account, programme, At),
            Lots = LotList.Take(posting.Account.Lots, price),
            Reservation = new ReservationChange(RedemptionId, ReservationStep.Spent, price, At, Request.RewardId, []),
        });
        return posting.End(Outcome.Redeemed);
    }

    private static Outcome Refused(RedemptionRequest.Problem problem) => problem switch
    {
        RedemptionRequest.Problem.AmountNotPositive => Outcome.AmountNotPositive,
        RedemptionRequest.Problem.RewardUnavailable => Outcome.RewardUnavailable,
        RedemptionRequest.Problem.StoreMissing => Outcome.StoreMissing,
        RedemptionRequest.Problem.OtherStore => Outcome.OtherStore,
        RedemptionRequest.Problem.BelowMinimum => Outcome.BelowMinimum,
        _ => Outcome.InsufficientPoints,
    };
}
