using Loyalty.Entries;
using Loyalty.Programmes;
using Loyalty.UseCases;

namespace Loyalty.Accounts;

public enum AccountStatus { Open, Merged, Erased }

/// <summary>What a decision needs to know of a member: the fold of the member's entries. Holds no personal data.</summary>
public sealed record Account
{
    public required string MemberId { get; init; }

    public AccountStatus Status { get; init; }

    /// <summary>The member that a merged account redirects to.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Sequence of the last entry; 0 before the first.</summary>
    public long Sequence { get; init; }

    public string HeadHash { get; init; } = EntryChain.FirstPreviousHash;

    public Points Balance { get; init; }

    public required DateTimeOffset Opened { get; init; }

    public required TierState Tier { get; init; }

    /// <summary>Ordered by last day, then by id; what reservations hold is not in them.</summary>
    public IReadOnlyList<Lot> Lots { get; init; } = [];

    /// <summary>Points that expired, by lot, kept for three years so that a refund does not take them again.</summary>
    public IReadOnlyList<ExpiredLot> ExpiredLots { get; init; } = [];

    public IReadOnlyList<PendingPoints> Pending { get; init; } = [];

    public IReadOnlyList<Reservation> Reservations { get; init; } = [];

    /// <summary>Points that count for the tier, by local day, kept for two years.</summary>
    public IReadOnlyList<QualifyingDay> Qualifying { get; init; } = [];

    /// <summary>Purchases by local day, kept for two years.</summary>
    public IReadOnlyList<ActivityDay> Activity { get; init; } = [];

    /// <summary>What all purchases came to, less what was given back, in minor units of the programme's currency.</summary>
    public long SpentEver { get; init; }

    /// <summary>Points that counted for the tier, ever.</summary>
    public Points QualifyingEver { get; init; }

    public long PurchaseCount { get; init; }

    public IReadOnlyList<RuleUse> RuleUses { get; init; } = [];

    /// <summary>Grants of journeys, and what journeys need to know.</summary>
    public PersonalState Personal { get; init; } = PersonalState.Empty;

    /// <summary>The last step towards each goal.</summary>
    public IReadOnlyList<PlayStep> Play { get; init; } = [];

    /// <summary>Accounts that were merged into this one, with the entry that brought each.</summary>
    public IReadOnlyList<MergedAccount> Merged { get; init; } = [];

    /// <summary>Points held by open reservations.</summary>
    public Points Reserved => Points.Sum(Reservations.Select(reservation => reservation.Points));

    /// <summary>What lots and reservations hold beyond the balance; the next earnings repay it.</summary>
    public Points Debt => Points.Sum(Lots.Select(lot => lot.Remaining)) + Reserved - Balance;

    public Points Available => Balance - Reserved;

    /// <summary>The account of a new member, in the lowest tier.</summary>
    public static Account Open(string memberId, Programme programme, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(programme);
        var today = programme.LocalDate(at);
        var tier = new TierState(programme.Tiers.Lowest.Id, today, programme.Tiers.HeldThrough(today));
        return new Account { MemberId = memberId, Opened = at, Tier = tier };
    }

    /// <summary>The account that these entries of one member, from the first on, lead to.</summary>
    public static Account Rebuild(IEnumerable<LedgerEntry> entries)
    {
        Account? account = null;
        foreach (var entry in entries)
            account = (account ?? AccountFold.Opened(entry)).Apply(entry);
        return account ?? throw new InvalidOperationException("An account without entries cannot be rebuilt.");
    }

    /// <summary>The fold. Throws <see cref="InvalidOperationException"/> naming the invariant that the entry would break.</summary>
    public Account Apply(LedgerEntry entry) => AccountFold.Apply(this, entry);

    /// <summary>What the member sees at that instant, with all that has fallen due by then, written or not.</summary>
    public AccountView At(DateTimeOffset now, Programme programme) => AccountView.Of(CatchUp.Preview(this, programme, now), programme, now);

    /// <summary>The next instant at which the clockwork of that kind has something to do for this account, or null.</summary>
    public DateTimeOffset? NextDue(DueKind kind, Programme programme) => DueDates.Next(this, kind, programme);
}
