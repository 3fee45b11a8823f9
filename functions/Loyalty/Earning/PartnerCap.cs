using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>The most that a partner's events give to one member: by receipt or other event, and by local day. Null is no cap.</summary>
public sealed record PartnerCap(Points? AtOnce, Points? ADay)
{
    public static readonly PartnerCap None = new(null, null);

    /// <summary>What is left of both; null without a cap.</summary>
    internal Points? Left(Account account, string partner, DateOnly localDate, DateTimeOffset recordedAt)
    {
        if (ADay is not { } day)
            return AtOnce;
        var isLeft = SharedLimits.Left(account, KeyOf(partner), new RuleLimit(null, day, LimitPeriod.Day), localDate, recordedAt, out var points);
        var today = isLeft ? points ?? day : Points.Zero;
        return AtOnce is { } atOnce ? Points.Min(atOnce, today) : today;
    }

    /// <summary>The use of the day's cap by these points.</summary>
    internal IEnumerable<RuleUse> Uses(string partner, IReadOnlyList<RulePoints> granted, DateOnly localDate) =>
        ADay is null || granted.Count == 0 ? [] : [new RuleUse(KeyOf(partner), LimitPeriod.Day.Key(localDate), 1, Points.Sum(granted.Select(rule => rule.Points)))];

    // No rule can be called that: ids have no colon.
    private static string KeyOf(string partner) => "partner:" + partner;
}
