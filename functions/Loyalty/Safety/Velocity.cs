using System.Globalization;
using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Safety;

/// <summary>Counts purchases and visits of a member by the periods of the velocity rules. Counting again begins when somebody lifts the hold.</summary>
internal static class Velocity
{
    /// <summary>Hours are asked for while tills upload what they kept.</summary>
    public const int HoursKeptDays = 8;

    /// <summary>One use of each rule that asks for this; where the store or the till is not known, of none that asks by it.</summary>
    public static IReadOnlyList<RuleUse> Count(Programme programme, string occasion, string? storeId, string? registerId, DateTimeOffset at) =>
    [
        .. from rule in programme.Safety.Velocity
           where rule.On == occasion
           let key = KeyOf(rule, storeId, registerId)
           where key is not null
           select new RuleUse(key, PeriodOf(programme, rule, at), 1, Points.Zero),
    ];

    /// <summary>Whether one more would be too many.</summary>
    public static bool IsTooFast(Account account, Programme programme, IReadOnlyList<RuleUse> counted) => counted.Any(use =>
        Used(account, use.Rule, use.Period) >= (RuleOf(programme, use)?.Count ?? long.MaxValue));

    /// <summary>What stands at its limit now, on purchases or on anything else.</summary>
    public static IReadOnlyList<RuleUse> AtLimit(Account account, Programme programme, bool onPurchases, DateTimeOffset now) =>
    [
        .. from use in account.RuleUses
           let rule = RuleOf(programme, use)
           where rule is not null && rule.On == Occasions.Purchase == onPurchases
           where use.Period == PeriodOf(programme, rule, now) && use.Count >= rule.Count
           select use,
    ];

    public static bool IsHour(string period) => period.Length == HourLength;

    private const string HourFormat = "yyyy-MM-dd'T'HH";
    private const int HourLength = 13;

    private static VelocityRule? RuleOf(Programme programme, RuleUse use) => !use.Rule.StartsWith(VelocityRule.KeyPrefix, StringComparison.Ordinal)
        ? null
        : programme.Safety.Velocity.FirstOrDefault(rule => use.Rule == rule.Key || use.Rule.StartsWith(rule.Key + "@", StringComparison.Ordinal));

    private static string? KeyOf(VelocityRule rule, string? storeId, string? registerId) => rule.By switch
    {
        VelocityScope.Store => storeId is null ? null : $"{rule.Key}@{storeId}",
        VelocityScope.Register => storeId is null || registerId is null ? null : $"{rule.Key}@{storeId}/{registerId}",
        _ => rule.Key,
    };

    private static string PeriodOf(Programme programme, VelocityRule rule, DateTimeOffset at) => rule.Per is { } per
        ? per.Key(programme.LocalDate(at))
        : TimeZoneInfo.ConvertTime(at, programme.TimeZone).ToString(HourFormat, CultureInfo.InvariantCulture);

    private static long Used(Account account, string key, string period) =>
        account.RuleUses.FirstOrDefault(use => use.Rule == key && use.Period == period)?.Count ?? 0;
}
