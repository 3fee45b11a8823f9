using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>First half of a transfer: takes points, soonest expiry first. <see cref="PartsOf"/> its entry is what travels.</summary>
public sealed record TransferOut(string TransferId, string ToMemberId, Points Points, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { TransferredOut, AccountClosed, SameMember, AmountNotPositive, InsufficientPoints }

    /// <summary>The parts that a transfer took, as the other side receives them.</summary>
    public static IReadOnlyList<LotChange> PartsOf(LedgerEntry transferOut) =>
        [.. transferOut.Lots.Select(part => part with { Points = -part.Points })];

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (ToMemberId == account.MemberId)
            return Refusal.Of(Outcome.SameMember, account);
        if (Points <= Points.Zero)
            return Refusal.Of(Outcome.AmountNotPositive, account);
        var posting = new Posting(account, programme, At);
        if (Points > posting.Account.Available)
            return Refusal.Of(Outcome.InsufficientPoints, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.TransferOut,
            Points = -Points,
            OccurredAt = At,
            Source = Source with { Reference = TransferId, Counterparty = ToMemberId },
            Lots = LotList.Take(posting.Account.Lots, Points),
        });
        return posting.End(Outcome.TransferredOut);
    }
}

/// <summary>Second half, or the way back to the giver when the receiver cannot take them. Each part keeps its last day.</summary>
public sealed record TransferIn(
    string TransferId, string FromMemberId, IReadOnlyList<LotChange> Parts, EntrySource Source, DateTimeOffset At)
{
    public enum Outcome { TransferredIn, AccountClosed, PointsOutOfRange }

    /// <summary>Back to the giver: whose own they were, even if the balance has grown to its limit meanwhile.</summary>
    public bool IsReturn { get; init; }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        var posting = new Posting(account, programme, At);
        var points = Points.Sum(Parts.Select(part => part.Points));
        if (!IsReturn && !posting.CanTake(points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.TransferIn,
            Points = points,
            OccurredAt = At,
            Source = Source with { Reference = TransferId, Counterparty = FromMemberId },
            Lots = LotList.AfterRepaying(posting.Account.Debt, LotList.ByLastDay(Parts, posting.Next)),
        });
        return posting.End(Outcome.TransferredIn, restoredAt: At);
    }
}
