using Loyalty.Accounts;
using Loyalty.Members;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>What happened, apart from a basket: everything that stays as it was when a purchase is refunded.</summary>
internal sealed record Occasion(string On, DateTimeOffset OccurredAt, string Tier, MemberFacts Member)
{
    public string? Partner { get; init; }

    public string? StoreId { get; init; }

    public string? Channel { get; init; }

    public string? GeofenceId { get; init; }

    public long? PurchaseNumber { get; init; }
}

/// <summary>A rule that is open to an occasion, and what its limit in points still allows.</summary>
internal sealed record OpenRule(EarnRule Rule, Points? Cap)
{
    public Points Capped(Points points) => Cap is { } cap ? Points.Min(points, cap) : points;
}

internal static class OpenRules
{
    /// <summary>The rules, in the programme's order, whose conditions apart from the basket are met and whose limits are not used up.</summary>
    public static IReadOnlyList<OpenRule> For(Account account, Programme programme, Occasion occasion)
    {
        var local = TimeZoneInfo.ConvertTime(occasion.OccurredAt, programme.TimeZone).DateTime;
        var open = new List<OpenRule>();
        foreach (var rule in programme.Earn)
        {
            if (rule.On != occasion.On || !StandingConditions.Fit(rule.When, occasion, local))
                continue;
            if (Left(account, rule, DateOnly.FromDateTime(local), out var cap))
                open.Add(new OpenRule(rule, cap));
        }

        return open;
    }

    /// <summary>False when the limit is used up; the cap is what a limit in points still allows.</summary>
    public static bool Left(Account account, EarnRule rule, DateOnly localDate, out Points? cap)
    {
        cap = null;
        if (rule.Limit is not { } limit)
            return true;
        var period = limit.Per.Key(localDate);
        var use = account.RuleUses.FirstOrDefault(use => use.Rule == rule.Id && use.Period == period);
        if (limit.Points is { } points)
            cap = points - (use?.Points ?? Points.Zero);
        return (limit.Count is not { } count || (use?.Count ?? 0) < count) && cap is not { Value: <= 0 };
    }
}
