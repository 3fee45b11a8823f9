using Loyalty.Entries;
using Loyalty.Safety;

namespace Loyalty.Accounts;

/// <summary>Points with one last day. <c>Id</c> is the sequence of the entry that earned them.</summary>
public sealed record Lot(long Id, DateOnly Earned, DateOnly Expires, Points Remaining);

/// <summary>What expired of a lot and no refund has counted yet.</summary>
public sealed record ExpiredLot(long Id, DateOnly Expires, Points Points);

/// <summary>Earned points that become usable on <c>Release</c>.</summary>
public sealed record PendingPoints(long Lot, DateOnly Release, DateOnly Earned, DateOnly Expires, Points Points, EntrySource Source)
{
    /// <summary>Why they wait until somebody lets them go.</summary>
    public HoldReason? Held { get; init; }

    internal PendingChange Less(Points points) => new(Lot, Release, Earned, Expires, -points, Source) { Held = Held };
}

/// <summary>Points set aside for a redemption; its parts do not expire while it is open.</summary>
public sealed record Reservation(string Id, Points Points, DateTimeOffset Until, string? RewardId, IReadOnlyList<LotChange> Parts)
{
    internal ReservationChange End(ReservationStep step) => new(Id, step, Points, Until, RewardId, []);
}

/// <summary>The tier held, since when, and the last day before which no review lowers it.</summary>
public sealed record TierState(string Id, DateOnly Since, DateOnly Until);

public sealed record QualifyingDay(DateOnly On, Points Points);

public sealed record MergedAccount(string MemberId, long Sequence);

/// <summary>Kinds of work that wait for a day or an instant.</summary>
public enum DueKind { Expiry, Release, TierReview, Reservation, Journey, Birthday }
