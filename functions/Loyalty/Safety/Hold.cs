using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Safety;

/// <summary>Why something is held back. The names, in lower case with dashes, stand in entries and in the API.</summary>
public enum HoldReason
{
    /// <summary>Redemptions: e-mail or phone changed a short while ago.</summary>
    CoolingDown,

    /// <summary>Redemptions: as many as the programme allows in the period.</summary>
    Velocity,

    /// <summary>Points of purchases: more of these than a velocity rule allows.</summary>
    Purchases,

    /// <summary>Visits: as many as a velocity rule allows.</summary>
    Visits,

    /// <summary>Points of purchases: several members' cards at one till within a short time.</summary>
    ManyCards,

    /// <summary>Points of purchases: rung up by the member's own hand.</summary>
    OwnCard,

    /// <summary>The member works here, and earns otherwise.</summary>
    Staff,

    /// <summary>Redemptions: the member shares too much with others.</summary>
    Ring,

    /// <summary>Bonuses for the referral that brought the member in: one person behind two accounts.</summary>
    Referral,
}

/// <summary>What holds something of a member back, through that local day; null: until somebody lifts it.</summary>
public sealed record Hold(HoldReason Reason, DateOnly? Through)
{
    /// <summary>Points of purchases that wait because of it.</summary>
    public Points Withheld { get; init; }

    /// <summary>All that holds now, redemptions first.</summary>
    public static IReadOnlyList<Hold> AllOn(Account account, Programme programme, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(programme);
        var holds = new List<Hold>(OnRedemptions(account, programme, now));
        Add(HoldReason.Purchases, Last(Safety.Velocity.AtLimit(account, programme, onPurchases: true, now)));
        Add(HoldReason.Visits, Last(Safety.Velocity.AtLimit(account, programme, onPurchases: false, now)));
        Add(HoldReason.ManyCards, null);
        Add(HoldReason.OwnCard, null);
        if (account.Personal.Staff == StaffStep.Found && programme.Safety.Staff is not null)
            holds.Add(new Hold(HoldReason.Staff, null));
        if (account.Personal.Referral == ReferralStep.Refused)
            holds.Add(new Hold(HoldReason.Referral, null));
        return holds;

        void Add(HoldReason reason, DateOnly? through)
        {
            var withheld = Points.Sum(account.Pending.Where(pending => pending.Held == reason).Select(pending => pending.Points));
            if (through is not null || withheld > Points.Zero || account.Personal.HeldSales.Any(sale => sale.Reason == reason))
                holds.Add(new Hold(reason, through) { Withheld = withheld });
        }
    }

    /// <summary>In the order in which redemptions are checked.</summary>
    public static IReadOnlyList<Hold> OnRedemptions(Account account, Programme programme, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(programme);
        var (holds, safety, today) = (new List<Hold>(), programme.Safety, programme.LocalDate(now));
        if (safety.CoolDown is { } coolDown && account.Personal.ContactChanged is { } changed)
        {
            // Whole days: through the day before the one on which it is over.
            var through = coolDown.After(programme.LocalDate(changed)).AddDays(-1);
            if (through >= today)
                holds.Add(new Hold(HoldReason.CoolingDown, through));
        }

        if (safety.Redemptions is { Count: { } most } limit && Used(account, limit, today) >= most)
            holds.Add(new Hold(HoldReason.Velocity, Calendar.EndOf(limit.Per.Key(today))));
        if (safety.Rings is not null && account.Personal.Ring == RingStep.Found)
            holds.Add(new Hold(HoldReason.Ring, null));
        return holds;
    }

    /// <summary>Whether an entry may be the first that holds something: who has to be looked at then.</summary>
    public static bool MayBeginWith(LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Personal is { Contact: ContactStep.Changed } or { Staff: StaffStep.Found } or { Ring: RingStep.Found } or { Referral: ReferralStep.Refused } or { Withheld: not null }
            || entry.Pending.Any(pending => pending.Held is not null)
            || entry.Uses.Any(use => use.Rule == SafetyPolicy.RedemptionKey || use.Rule.StartsWith(VelocityRule.KeyPrefix, StringComparison.Ordinal));
    }

    internal static IReadOnlyList<RuleUse> Count(Programme programme, DateOnly today) => programme.Safety.Redemptions is { } limit
        ? [new RuleUse(SafetyPolicy.RedemptionKey, limit.Per.Key(today), 1, Points.Zero)]
        : [];

    internal static long Used(Account account, RuleLimit limit, DateOnly today) => account.RuleUses
        .FirstOrDefault(use => use.Rule == SafetyPolicy.RedemptionKey && use.Period == limit.Per.Key(today))?.Count ?? 0;

    private static DateOnly? Last(IReadOnlyList<RuleUse> uses) => uses.Count == 0 ? null : uses.Max(use => Calendar.EndOf(use.Period));
}
