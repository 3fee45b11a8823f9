using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.UseCases;

/// <summary>The lot that points went to which are taken back now.</summary>
/// <param name="Earned">Local date that its life was counted from.</param>
/// <param name="Expires">Its last day.</param>
/// <param name="IsOwn">Tells it among the account's.</param>
/// <param name="IsRecorded">The account would know what expired of it.</param>
internal sealed record OwnLot(DateOnly Earned, DateOnly Expires, Func<long, DateOnly, bool> IsOwn, bool IsRecorded)
{
    /// <summary>Takes pending points first, then from the own lot, then from the soonest expiry, then makes debt.</summary>
    public LedgerEntry Take(Posting posting, Points points, PendingPoints? pending)
    {
        var account = posting.Account;
        var waiting = Points.Min(points, pending?.Points ?? Points.Zero);
        var rest = points - waiting;
        var own = account.Lots.FirstOrDefault(lot => IsOwn(lot.Id, lot.Expires));
        var fromOwn = Points.Min(rest, own?.Remaining ?? Points.Zero);
        var forgiven = Forgiven(posting, rest - fromOwn, out var record);
        var fromOthers = rest - fromOwn - forgiven;
        var taken = LotList.Take([.. account.Lots.Where(lot => lot != own)], fromOthers);
        return new LedgerEntry
        {
            Points = -(fromOwn + fromOthers),
            Lots = fromOwn > Points.Zero ? [new LotChange(own!.Id, own.Earned, own.Expires, -fromOwn), .. taken] : taken,
            Forgiven = record,
            Pending = waiting > Points.Zero ? [pending!.Less(waiting)] : [],
        };
    }

    /// <summary>
    /// Points of the own lot that expired are gone already. Where no record is left of a lot long past, all of it counts as expired.
    /// </summary>
    private Points Forgiven(Posting posting, Points most, out LotChange? record)
    {
        record = null;
        if (most == Points.Zero || Expires >= posting.Today)
            return Points.Zero;
        var oldest = posting.Today.AddDays(-AccountFold.ExpiredLotsKeptDays);
        if (!IsRecorded || Expires < oldest)
            return most;
        var expired = posting.Account.ExpiredLots.FirstOrDefault(lot => IsOwn(lot.Id, lot.Expires));
        var points = Points.Min(most, expired?.Points ?? Points.Zero);
        if (points > Points.Zero)
            record = new LotChange(expired!.Id, Earned, Expires, points);
        return points;
    }
}
