using Loyalty.Accounts;
using Loyalty.Entries;

namespace Loyalty.UseCases;

/// <summary>Writes what has fallen due, earliest first. At one instant: releases, then lapses, then expiries.</summary>
internal static class DueWork
{
    /// <param name="clock">What reservations give back expires no earlier than this.</param>
    /// <param name="limit">Stops after that many entries.</param>
    public static bool Write(Posting posting, DateTimeOffset clock, int limit = int.MaxValue)
    {
        if (posting.Account.Status != AccountStatus.Open)
            return true;
        while (Earliest(posting) is { } due)
        {
            if (posting.Entries.Count >= limit)
                return false;
            clock = due.Instant > clock ? due.Instant : clock;
            Write(posting, due.Kind, clock);
        }

        return true;
    }

    private static (DueKind Kind, DateTimeOffset Instant)? Earliest(Posting posting)
    {
        (DueKind, DateTimeOffset)? earliest = null;
        foreach (var kind in (ReadOnlySpan<DueKind>)[DueKind.Release, DueKind.Reservation, DueKind.Expiry])
        {
            var due = DueDates.Next(posting.Account, kind, posting.Programme);
            if (due <= posting.At && (earliest is null || due < earliest.Value.Item2))
                earliest = (kind, due.Value);
        }

        return earliest;
    }

    private static void Write(Posting posting, DueKind kind, DateTimeOffset occurredAt) => posting.Add(kind switch
    {
        DueKind.Release => Release(posting, occurredAt),
        DueKind.Reservation => Lapse(posting, occurredAt),
        _ => Expire(posting, occurredAt),
    });

    private static LedgerEntry Release(Posting posting, DateTimeOffset occurredAt)
    {
        var pending = posting.Account.Pending[0];
        var lot = new LotChange(pending.Lot, pending.Earned, pending.Expires, pending.Points);
        return new LedgerEntry
        {
            Kind = EntryKind.Release,
            Points = pending.Points,
            OccurredAt = occurredAt,
            Source = pending.Source,
            Lots = LotList.AfterRepaying(posting.Account.Debt, [lot]),
            Pending = [pending.Less(pending.Points)],
        };
    }

    private static LedgerEntry Lapse(Posting posting, DateTimeOffset occurredAt)
    {
        var reservation = posting.Account.Reservations.MinBy(open => open.Until)!;
        return new LedgerEntry
        {
            Kind = EntryKind.Lapse,
            OccurredAt = occurredAt,
            Source = EntrySource.Hub with { Reference = reservation.Id },
            Lots = LotList.AfterRepaying(posting.Account.Debt, reservation.Parts),
            Reservation = reservation.End(ReservationStep.Lapsed),
        };
    }

    private static LedgerEntry Expire(Posting posting, DateTimeOffset occurredAt)
    {
        var day = posting.Account.Lots[0].Expires;
        var lots = posting.Account.Lots.TakeWhile(lot => lot.Expires == day).ToArray();
        return new LedgerEntry
        {
            Kind = EntryKind.Expire,
            Points = -Points.Sum(lots.Select(lot => lot.Remaining)),
            OccurredAt = occurredAt,
            Source = EntrySource.Hub,
            Lots = [.. lots.Select(lot => new LotChange(lot.Id, lot.Earned, lot.Expires, -lot.Remaining))],
        };
    }
}
