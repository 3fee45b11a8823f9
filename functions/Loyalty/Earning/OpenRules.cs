using Loyalty.Accounts;
using Loyalty.Entries;
using Loyalty.Programmes;

namespace Loyalty.Earning;

/// <summary>A rule whose conditions apart from the basket are met, and what its limit in points still allows.</summary>
internal sealed record OpenRule(EarnRule Rule, Points? Cap)
{
    /// <summary>The limit that is used up, so that the rule gives nothing; null for a rule that is open.</summary>
    public CutReason? UsedUp { get; init; }
}

internal static class OpenRules
{
    /// <summary>
    /// The rules, in the programme's order, whose conditions apart from the basket are met; those whose limits are used up say so.
    /// </summary>
    public static IReadOnlyList<OpenRule> For(Account account, Programme programme, Occasion occasion, DateTimeOffset recordedAt)
    {
        var local = TimeZoneInfo.ConvertTime(occasion.OccurredAt, programme.TimeZone).DateTime;
        return
        [
            .. from rule in programme.Earn
               where rule.On == occasion.On && StandingConditions.Fit(programme, rule, occasion, local)
               select Of(account, programme, rule, DateOnly.FromDateTime(local), recordedAt),
        ];
    }

    /// <summary>False when a limit is used up; the cap is what a limit in points still allows to this rule.</summary>
    public static bool Left(
        Account account, Programme programme, EarnRule rule, DateOnly localDate, DateTimeOffset recordedAt, out Points? cap)
    {
        var open = Of(account, programme, rule, localDate, recordedAt);
        cap = open.Cap;
        return open.UsedUp is null;
    }

    /// <summary>How often a rule with a limit has granted in the period of the date.</summary>
    public static long Used(Account account, EarnRule rule, DateOnly localDate) =>
        rule.Limit is not { } limit ? 0
        : account.RuleUses.FirstOrDefault(use => use.Rule == rule.Id && use.Period == limit.Per.Key(localDate))?.Count ?? 0;

    private static OpenRule Of(Account account, Programme programme, EarnRule rule, DateOnly localDate, DateTimeOffset recordedAt)
    {
        var isLeft = SharedLimits.Left(account, rule.Id, rule.Limit, localDate, recordedAt, out var cap);
        var campaign = programme.CampaignOf(rule);
        var isCampaignLeft = campaign is null || SharedLimits.Left(account, campaign, localDate, recordedAt, out _);
        return new OpenRule(rule, cap)
        {
            UsedUp = !isLeft ? CutReason.Limit : !isCampaignLeft ? CutReason.Campaign : null,
        };
    }
}
