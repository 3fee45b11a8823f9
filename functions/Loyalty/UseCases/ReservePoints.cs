using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.Safety;

namespace Loyalty.UseCases;

/// <summary>Sets points aside for a redemption, soonest expiry first: a number of points, or a reward at its price.</summary>
public sealed record ReservePoints(string RedemptionId, RedemptionRequest Request, EntrySource Source, DateTimeOffset At)
{
    /// <summary>The most reservations that one account may have open, so that closing it stays one transaction.</summary>
    public const int MaximumOpen = 20;

    /// <summary>How long it is held; null: as long as the programme says.</summary>
    public TimeSpan? HoldFor { get; init; }

    public enum Outcome
    {
        Reserved,
        AccountClosed,
        AlreadyReserved,
        TooManyOpen,
        CoolingDown,
        TooManyRedemptions,
        InRing,
        AmountNotPositive,
        RewardUnavailable,
        StoreMissing,
        OtherStore,
        BelowMinimum,
        InsufficientPoints,
    }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        if (posting.Account.Reservations.Any(open => open.Id == RedemptionId))
            return Refusal.Of(Outcome.AlreadyReserved, account);
        if (posting.Account.Reservations.Count >= MaximumOpen)
            return Refusal.Of(Outcome.TooManyOpen, account);
        if (Hold.OnRedemptions(posting.Account, programme, At) is [var hold, ..])
            return Refusal.Of(hold.Reason switch { HoldReason.CoolingDown => Outcome.CoolingDown, HoldReason.Ring => Outcome.InRing, _ => Outcome.TooManyRedemptions }, account);
        var problem = Request.Price(posting.Account, programme, At, out var price);
        if (problem != RedemptionRequest.Problem.None)
            return Refusal.Of(Refused(problem), account);
        var taken = LotList.Take(posting.Account.Lots, price);
        var until = At + (HoldFor ?? programme.Redemption?.ReserveFor ?? RedemptionPolicy.DefaultReserveFor);
        var parts = taken.Select(part => part with { Points = -part.Points });
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Reserve,
            OccurredAt = At,
            Source = Source,
            Uses = Hold.Count(programme, posting.Today),
            Personal = Request.Use(posting.Account, programme, At),
            Lots = taken,
            Reservation = new ReservationChange(RedemptionId, ReservationStep.Opened, price, until, Request.RewardId, [.. parts]),
        });
        return posting.End(Outcome.Reserved);
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
