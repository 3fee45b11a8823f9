using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>A rule that is open to an occasion, and what its limit in points still allows.</summary>
internal sealed record OpenRule(EarnRule Rule, Points? Cap)
{
    public Points Capped(Points points) => Cap is { } cap ? Points.Min(points, cap) : points;
}

internal static class OpenRules
{
    /// <summary>
    /// The rules, in the programme's order, whose conditions apart from the basket are met and whose limits are not used up.
    /// </summary>
    public static IReadOnlyList<OpenRule> For(Account account, Programme programme, Occasion occasion, DateTimeOffset recordedAt)
    {
        var local = TimeZoneInfo.ConvertTime(occasion.OccurredAt, programme.TimeZone).DateTime;
        var open = new List<OpenRule>();
        foreach (var rule in programme.Earn)
        {
            if (rule.On != occasion.On || !StandingConditions.Fit(rule.When, occasion, local))
                continue;
            if (Left(account, rule, DateOnly.FromDateTime(local), recordedAt, out var cap))
                open.Add(new OpenRule(rule, cap));
        }

        return open;
    }

    /// <summary>False when the limit is used up; the cap is what a limit in points still allows.</summary>
    public static bool Left(Account account, EarnRule rule, DateOnly localDate, DateTimeOffset recordedAt, out Points? cap)
    {
        cap = null;
        if (rule.Limit is not { } limit)
            return true;
        if (Calendar.EndOf(limit.Per.Key(localDate)) < MemberCounts.UsesKnownFrom(recordedAt))
            return false;
        if (limit.Points is { } points)
            cap = points - (UseOf(account, rule, limit, localDate)?.Points ?? Points.Zero);
        return (limit.Count is not { } count || Used(account, rule, localDate) < count) && cap is not { Value: <= 0 };
    }

    /// <summary>How often a rule with a limit has granted in the period of the date.</summary>
    public static long Used(Account account, EarnRule rule, DateOnly localDate) =>
        rule.Limit is { } limit ? UseOf(account, rule, limit, localDate)?.Count ?? 0 : 0;

    private static RuleUse? UseOf(Account account, EarnRule rule, RuleLimit limit, DateOnly localDate)
    {
        var period = limit.Per.Key(localDate);
        return account.RuleUses.FirstOrDefault(use => use.Rule == rule.Id && use.Period == period);
    }
}
