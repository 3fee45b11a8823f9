using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.UseCases;

/// <summary>A correction by hand. Positive makes a lot with the normal expiry, negative takes the soonest expiry.</summary>
/// <param name="MayGoBelowZero">Whether what is missing may become debt.</param>
public sealed record AdjustPoints(Points Points, string Reason, EntrySource Source, DateTimeOffset At, bool MayGoBelowZero = false)
{
    public enum Outcome { Adjusted, AccountClosed, AmountIsZero, InsufficientPoints, PointsOutOfRange }

    public Decision<Outcome> Decide(Account account, Programme programme)
    {
        if (account.Status != AccountStatus.Open)
            return Refusal.Of(Outcome.AccountClosed, account);
        if (Points == Points.Zero)
            return Refusal.Of(Outcome.AmountIsZero, account);
        // Negating the smallest long would overflow, so the range comes before the sum.
        if (!Points.IsWithinLimit)
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        var posting = new Posting(account, programme, At);
        if (Points < Points.Zero && !MayGoBelowZero && posting.Account.Available + Points < Points.Zero)
            return Refusal.Of(Outcome.InsufficientPoints, account);
        if (!posting.CanTake(Points))
            return Refusal.Of(Outcome.PointsOutOfRange, account);
        posting.Add(new LedgerEntry
        {
            Kind = EntryKind.Adjust,
            Points = Points,
            OccurredAt = At,
            Source = Source,
            Reason = Reason,
            Lots = Points > Points.Zero
                ? posting.NewLot(Points, posting.Today, programme.ExpiresOn(posting.Today))
                : LotList.Take(posting.Account.Lots, -Points),
        });
        return posting.End(Outcome.Adjusted);
    }
}
