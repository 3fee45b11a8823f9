using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Safety;

/// <summary>Why a redemption is held back.</summary>
public enum HoldReason
{
    /// <summary>E-mail or phone changed a short while ago.</summary>
    CoolingDown,

    /// <summary>As many redemptions as the programme allows in the period.</summary>
    Velocity,
}

/// <summary>What holds redemptions of a member back, through that local day.</summary>
public sealed record Hold(HoldReason Reason, DateOnly Through)
{
    /// <summary>In the order in which redemptions are checked.</summary>
    public static IReadOnlyList<Hold> AllOn(Account account, Programme programme, DateTimeOffset now)
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
        return holds;
    }

    internal static IReadOnlyList<RuleUse> Count(Programme programme, DateOnly today) => programme.Safety.Redemptions is { } limit
        ? [new RuleUse(SafetyPolicy.RedemptionKey, limit.Per.Key(today), 1, Points.Zero)]
        : [];

    internal static long Used(Account account, RuleLimit limit, DateOnly today) => account.RuleUses
        .FirstOrDefault(use => use.Rule == SafetyPolicy.RedemptionKey && use.Period == limit.Per.Key(today))?.Count ?? 0;
}
