using Loyalty.Entries;
using Loyalty.Journeys;
using Loyalty.Safety;

namespace Loyalty.Accounts;

/// <summary>What a member alone has been granted, and what journeys need to know. Part of the account's fold.</summary>
public sealed record PersonalState
{
    public static readonly PersonalState Empty = new();

    /// <summary>Uses that are left, soonest end first.</summary>
    public IReadOnlyList<GrantChange> Grants { get; init; } = [];

    /// <summary>Grants that open reservations hold, by reservation.</summary>
    public IReadOnlyList<HeldGrant> Held { get; init; } = [];

    /// <summary>When each journey came about last.</summary>
    public IReadOnlyList<JourneyTime> Journeys { get; init; } = [];

    /// <summary>What a refund may take back, the oldest first.</summary>
    public IReadOnlyList<JourneyGift> Gifts { get; init; } = [];

    /// <summary>Purchases whose points wait for somebody, in the order in which they came.</summary>
    public IReadOnlyList<HeldSale> HeldSales { get; init; } = [];

    /// <summary>The member has earned as staff, or is let earn as everybody; null: neither.</summary>
    public StaffStep? Staff { get; init; }

    /// <summary>The member was found in a ring, or was looked at and let go; null: neither.</summary>
    public RingStep? Ring { get; init; }

    /// <summary>The referral that brought the member in was refused, or was looked at and holds; null: neither.</summary>
    public ReferralStep? Referral { get; init; }

    /// <summary>The member has chosen a pseudonym.</summary>
    public bool IsOnBoards { get; init; }

    /// <summary>When e-mail or phone changed last, unless an operator trusts it.</summary>
    public DateTimeOffset? ContactChanged { get; init; }

    /// <summary>When the latest purchase was made.</summary>
    public DateTimeOffset? LastPurchase { get; init; }

    /// <summary>The programme's version under which the last entry was written: what is noted for the calendar is noted for that one.</summary>
    public string? Version { get; init; }

    /// <summary>The grant that a member would use first; null without one that holds on that day.</summary>
    public GrantChange? Find(GrantKind kind, string item, DateOnly on) =>
        Grants.FirstOrDefault(grant => grant.Kind == kind && grant.Item == item && grant.Until >= on);
}

/// <summary>A use that comes back if the reservation is given back.</summary>
public sealed record HeldGrant(string Reservation, GrantChange Grant);

/// <summary>A purchase that waits until somebody lets it go on, by its entry.</summary>
public sealed record HeldSale(long Sequence, EntrySource Source, HoldReason Reason);

public sealed record JourneyTime(string Journey, DateTimeOffset At);
