using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Offers;

/// <summary>A benefit as one member sees it on a day, apart from what journeys granted.</summary>
/// <param name="IsOpen">The tier that is held has it.</param>
/// <param name="Used">Counted against the allowance in the period of the day.</param>
/// <param name="Left">What the allowance still gives; as much as one likes without one.</param>
public sealed record BenefitStanding(bool IsOpen, BenefitAllowance? Allowance, long Used, long Left)
{
    /// <summary>What one use counts against; null without an allowance.</summary>
    internal RuleUse? Counter { get; init; }

    /// <summary>The last day of the period that is counted; null for a life-time, and without an allowance.</summary>
    public DateOnly? Through { get; init; }

    /// <param name="account">The member's account.</param>
    /// <param name="programme">The programme that holds.</param>
    /// <param name="benefit">Id of the benefit.</param>
    /// <param name="today">The local day.</param>
    /// <param name="storeId">Where a visit is; null for a visit that has not begun.</param>
    public static BenefitStanding Of(Account account, Programme programme, string benefit, DateOnly today, string? storeId)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(programme);
        var isOpen = programme.Tiers.Level(account.Tier.Id).Benefits.Contains(benefit);
        if (programme.Benefit(benefit) is not { Allowance: { } allowance } defined)
            return new BenefitStanding(isOpen, null, 0, long.MaxValue);
        var (key, period) = (allowance.ByVisit ? $"{defined.Key}@{storeId}" : defined.Key, allowance.Per.Key(today));
        var used = account.RuleUses.FirstOrDefault(use => use.Rule == key && use.Period == period)?.Count ?? 0;
        return new BenefitStanding(isOpen, allowance, used, Math.Max(allowance.Count - used, 0))
        {
            Counter = new RuleUse(key, period, 1, Points.Zero),
            Through = allowance.Per == LimitPeriod.Ever ? null : Calendar.EndOf(period),
        };
    }

    internal static string KeyOf(string benefit) => "benefit:" + benefit;
}
